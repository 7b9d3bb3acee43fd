import {
  listPartEdits,
  ValueError,
  writeEdits,
  writeJsonOperator,
  type JsonEdit,
  type JsonOperator,
} from "@joinery/sql";
import type { JsonValue } from "@joinery/schema";
import type { FieldMetadata } from "../../metadata/field-metadata.js";
import type { ArgumentPath } from "../argument-path.js";
import { isPlain, kindOf, refuse } from "../refuse.js";
import { JsonChange } from "./json-change.js";

/** How far in a path may lead, and how many edits one change may have: each step is a subquery somewhere. */
const longestPath = 32;
const mostEdits = 100;

/** The operator of a change of JSON, or of parts of a value object; undefined for a value of the field. @throws InvalidArgument */
export function readJsonOperator(value: unknown, field: FieldMetadata, path: ArgumentPath): JsonOperator | undefined {
  try {
    const edits = listEdits(value, field);
    return edits && writeJsonOperator(edits);
  } catch (error) {
    if (error instanceof ValueError)
      refuse([...path, ...error.at], `${error.message[0]!.toUpperCase()}${error.message.slice(1)}.`);
    throw error;
  }
}

/** The same for the shape of a call: nothing is refused yet, and what is wrong has none. */
export function shapeOfJsonOperator(value: unknown, field: FieldMetadata): string {
  try {
    const edits = listEdits(value, field);
    return edits === undefined ? "" : `:${writeJsonOperator(edits)}`;
  } catch {
    return "?";
  }
}

/** What is sent for such a change, which was read before. */
export function writeJsonOperand(value: unknown, field: FieldMetadata): JsonValue {
  return writeEdits(listEdits(value, field)!);
}

/** @throws ValueError */
function listEdits(value: unknown, { type, isList }: FieldMetadata): readonly JsonEdit[] | undefined {
  if (isList) return undefined;
  if (type.scalar === "Object") return limit(listPartEdits(type, value));
  if (type.scalar !== "Json" || !JsonChange.isChange(value)) return undefined;
  const edits = JsonChange.editsOf(value);
  if (edits.length === 0) throw new ValueError("this changes nothing: say json.set, remove, merge or append");
  for (const edit of edits) checkEdit(edit);
  return limit(edits);
}

function limit(edits: readonly JsonEdit[] | undefined): readonly JsonEdit[] | undefined {
  if (edits !== undefined && edits.length > mostEdits)
    throw new ValueError(`a change is of at most ${mostEdits} edits`);
  if (edits?.some(({ path }) => path.length > longestPath))
    throw new ValueError(`a path has at most ${longestPath} steps`);
  return edits;
}

function checkEdit({ kind, path, value }: JsonEdit): void {
  const given: unknown = path;
  if (!Array.isArray(given))
    throw new ValueError(`json.${kind}: expected a path, a list of names and of places in lists, got ${kindOf(given)}`);
  if (path.length === 0 && kind !== "merge") {
    throw new ValueError(`json.${kind}: this path leads to the whole: say its new value instead`);
  }
  for (const step of path as readonly unknown[]) {
    const isPlace = typeof step === "number" && Number.isInteger(step) && step >= 0 && step < 2 ** 31;
    if (typeof step !== "string" && !isPlace) {
      throw new ValueError(`json.${kind}: a step is a name, or a place in a list: a whole number from 0`);
    }
  }
  if (kind !== "remove" && value === undefined)
    throw new ValueError(`json.${kind}: the value is undefined: say null, or remove`);
  if (kind === "merge" && !isPlain(value))
    throw new ValueError(`json.merge: expected an object of members, got ${kindOf(value)}`);
}
