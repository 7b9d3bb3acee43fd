import type { CompiledStatement, Expression, Join, SelectStatement, ValueType } from "@joinery/sql";
import { isEverything, type Filter } from "../../args/filters/filter.js";
import type { Visibility } from "../../args/selection.js";
import type { Values } from "../../args/writes/row-set.js";
import type { FieldMetadata } from "../../metadata/field-metadata.js";
import type { ModelMetadata, RelationMetadata } from "../../metadata/metadata.js";
import { createBinder, type Binder } from "../binder.js";
import { compileStatement, type Planner } from "../build-node.js";
import {
  addAlias,
  allOf,
  matchKeys,
  outputField,
  readColumn,
  readField,
  startDraft,
  whereAll,
  type Draft,
} from "../draft.js";
import { keyColumn } from "../reads/own-columns.js";
import { planFilter } from "../conditions/plan-filter.js";
import { createRecordReader } from "./record-reader.js";
import { addSlot } from "../slots.js";
import { listConditions, seeRows, visibilityOf } from "../conditions/visible-rows.js";

/** What is asked for many rows at once: each question has a number, and the values of its key. */
export interface Question extends Visibility {
  readonly target: ModelMetadata;
  /** The fields whose values a question has. */
  readonly key: readonly FieldMetadata[];
  /** Only what this relation leads to: then a question has the key of its owner too, behind the other. */
  readonly owned?: RelationMetadata | undefined;
  /** What all of them must meet as well. */
  readonly filter?: Filter | undefined;
  readonly wanted: readonly FieldMetadata[];
}

/** One statement that answers any number of questions. */
export interface FindPlan {
  readonly statement: CompiledStatement;
  /** Its keys are tuples: the number of a question, and the values that it has. */
  readonly bind: Binder;
  readonly numberOf: (row: readonly unknown[]) => number;
  readonly read: (row: readonly unknown[]) => Values;
}

const position: ValueType = { scalar: "Int" };

/** Plans how rows are found by keys, each with the number of what asked for it: the database alone knows which keys are the same. */
export function planFindRows(question: Question, planner: Planner): FindPlan {
  const { target, key, owned, filter, wanted, ...visibility } = question;
  const draft = startDraft();
  const keys = addAlias(draft);
  const alias = addAlias(draft);
  const types = [position, ...key.map(({ type }) => type), ...(owned?.fields ?? []).map(({ type }) => type)];
  const slot = addSlot(draft, { kind: "keys" });
  const asked = types.map((_, part) => readColumn(draft, keys, keyColumn(part)));
  draft.columns.push({ expression: asked[0]!, type: position });
  const { source, conditions } = seeRows(target, alias, owned === undefined ? visibility : visibilityOf(owned));
  const own = key.map((field) => readField(draft, alias, field));
  const ties = owned === undefined ? [] : planTies(owned, alias, asked.slice(1 + key.length), draft);
  const positions = wanted.map((field) => outputField(draft, alias, field));
  const fitting = filter === undefined || isEverything(filter) ? [] : [planFilter(filter, alias, draft)];
  const statement: SelectStatement = {
    kind: "select",
    columns: draft.columns,
    from: source,
    joins: [
      ...draft.joins,
      {
        type: "inner",
        source: { kind: "keys", keys: { slot, types }, columns: types.map((_, part) => keyColumn(part)), alias: keys },
        on: allOf([...(key.length === 0 ? [] : [matchKeys(own, asked.slice(1, 1 + key.length))]), ...ties]),
      },
    ],
    ...whereAll([...fitting, ...conditions]),
  };
  const compiled = compileStatement(statement, planner);
  return {
    statement: compiled,
    bind: createBinder(compiled, draft.sources),
    numberOf: (row) => Number(row[0]),
    read: createRecordReader(wanted, positions, compiled.decoders),
  };
}

/** That a row belongs to the owner with that key; of a join table the pairs are joined before. */
function planTies(
  relation: RelationMetadata,
  alias: string,
  owner: readonly Expression[],
  draft: Draft,
): readonly Expression[] {
  const references = relation.references.map((field) => readField(draft, alias, field));
  if (relation.relation.kind !== "many-to-many") return [matchKeys(references, owner)];
  const { joinTable } = relation.relation;
  const pairs = addAlias(draft);
  const columns = (names: readonly string[]) => names.map((name) => readColumn(draft, pairs, name));
  const conditions = relation.through === undefined ? [] : listConditions(relation.through, pairs, {});
  const join: Join = {
    type: "inner",
    source: { kind: "table", table: joinTable.table, alias: pairs },
    on: allOf([matchKeys(columns(joinTable.targetColumns), references), ...conditions]),
  };
  draft.joins.push(join);
  return [matchKeys(columns(joinTable.sourceColumns), owner)];
}
