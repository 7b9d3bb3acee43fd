import type { SelectStatement } from "@joinery/sql";
import type { ArgumentPath } from "../../args/argument-path.js";
import type { Filter } from "../../args/filters/filter.js";
import { fixedTests, readId, readUniqueFilter } from "../../args/read-key.js";
import { readVisibility, type Arguments } from "../../args/read-arguments.js";
import { readSelection } from "../../args/read-selection.js";
import type { FieldMetadata } from "../../metadata/field-metadata.js";
import type { ModelMetadata } from "../../metadata/metadata.js";
import { buildNode, type Planner } from "../build-node.js";
import { addAlias, outputField, startDraft, whereAll } from "../draft.js";
import { createKeyReader, type KeyReader } from "../key-reader.js";
import { listKeyColumns, planOwners } from "./plan-owners.js";
import { planSelection } from "./plan-selection.js";
import type { PlanNode } from "../query-plan.js";
import { seeRows } from "../conditions/visible-rows.js";

/** Calls of one shape that each name a row by its key, as one statement. */
export interface PointsPlan {
  readonly node: PlanNode;
  /** Where in the arguments of each call the parts of its key are. */
  readonly keyPaths: readonly ArgumentPath[];
  /** Reads the key out of a row. */
  readonly ownKey: KeyReader;
  /** What belongs to the rows by nothing but parts of their key, which the calls have: it leaves together with them. */
  readonly companions: readonly Companion[];
}

export interface Companion {
  /** Of the batch among those of the node. */
  readonly place: number;
  /** Reads the parents' key out of a key as it is sent, a value or a tuple, in a list. */
  readonly ownerKey: KeyReader;
}

/** What such a call may say; whatever else there is (a lock) makes it a call of its own. */
const gatherable: ReadonlySet<string> = new Set(["where", "id", "select", "include", "omit", "withDeleted"]);

/**
 * Plans the calls that have the shape of one as one statement, with their keys as its parameter.
 *
 * @param args of one call, which have been planned: they are right
 * @returns undefined where such calls are about more than the values of one key
 */
export function planPoints(args: Arguments, model: ModelMetadata, planner: Planner): PointsPlan | undefined {
  if (Object.keys(args).some((name) => !gatherable.has(name) && args[name] !== undefined)) return undefined;
  const isById = Object.hasOwn(args, "id");
  const filter = isById ? readId(args["id"], model, ["id"]) : readUniqueFilter(args["where"], model, ["where"]);
  const tests = fixedTests(filter);
  const key = tests.map(({ field }) => field);
  if (countParts(filter) !== tests.length || !isKey(key, model)) return undefined;
  const draft = startDraft();
  const alias = addAlias(draft);
  const visibility = readVisibility(args);
  const selected = planSelection(readSelection(args, model, []), { draft, alias, path: [], place: [] });
  const positions = key.map((field) => outputField(draft, alias, field));
  const { source, conditions } = seeRows(model, alias, visibility);
  const statement: SelectStatement = {
    kind: "select",
    columns: draft.columns,
    from: source,
    joins: draft.joins,
    ...whereAll([planOwners(draft, listKeyColumns(key, alias), undefined), ...conditions]),
  };
  const notes = { model: model.name, reason: "the rows that calls of one tick name by their keys" };
  const node = buildNode(statement, draft, selected, notes, false, planner);
  const ownKey = createKeyReader(positions, node.statement.decoders);
  const companions = node.batches.flatMap(({ ownerColumns }, place): Companion | readonly [] => {
    const parts = ownerColumns.map((column) => positions.indexOf(column));
    // What a call says needs no decoding.
    return parts.includes(-1) ? [] : { place, ownerKey: createKeyReader(parts, []) };
  });
  return { node, keyPaths: tests.map(({ path }) => path), ownKey, companions };
}

function countParts(filter: Filter): number {
  return filter.kind === "all" ? filter.filters.reduce((sum, each) => sum + countParts(each), 0) : 1;
}

/** All fields of one key and no others, in the model's own table. */
function isKey(fields: readonly FieldMetadata[], { keys }: ModelMetadata): boolean {
  if (fields.some(({ home }) => home !== undefined)) return false;
  return keys.some((key) => key.length === fields.length && key.every((field) => fields.includes(field)));
}
