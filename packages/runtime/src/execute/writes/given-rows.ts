import { ValueError } from "@joinery/sql";
import type { ArgumentPath } from "../../args/argument-path.js";
import type { ReadValue, RowGroup } from "../../args/writes/group-rows.js";
import { refuse, refuseUndefined } from "../../args/refuse.js";
import type { FailPart } from "./insert-parts.js";

type Row = Parameters<ReadValue>[0];

/** The rows of a group, of those given in a call. */
export function rowsOf({ positions }: Pick<RowGroup, "positions">, data: readonly unknown[]): readonly Row[] {
  return positions.map((position) => data[position] as Row);
}

/** What tells where in a call a value of a group is wrong. */
export function failOf({ positions }: Pick<RowGroup, "positions">, data: readonly unknown[]): FailPart {
  return (error, row, { name }) => {
    const position = positions[row]!;
    return refuseValue(error, data[position] as Row, ["data", position, name]);
  };
}

function refuseValue(error: unknown, row: Row, path: ArgumentPath): never {
  if (!(error instanceof ValueError)) throw error;
  const name = String(path.at(-1));
  if (Object.hasOwn(row, name) && row[name] === undefined) refuseUndefined(path);
  refuse([...path, ...error.at], error.message);
}
