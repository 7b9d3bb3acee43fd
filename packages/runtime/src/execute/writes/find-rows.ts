import { groupBy } from "../../group-by.js";
import type { Visibility } from "../../args/selection.js";
import type { Entry, Values, WrittenRow } from "../../args/writes/row-set.js";
import type { FieldMetadata } from "../../metadata/field-metadata.js";
import type { ModelMetadata, RelationMetadata } from "../../metadata/metadata.js";
import { isEverything, type Filter } from "../../args/filters/filter.js";
import { identifyKey } from "../../plan/key-reader.js";
import { planFindRows, type FindPlan, type Question } from "../../plan/writes/plan-find-rows.js";
import { sendQuery } from "../send.js";
import { senderOf, type Writer } from "./writer.js";

/** Finds the rows that entries name by their keys, whosever they are: one statement for each key that they are named by. */
export async function findNamed(
  entries: readonly Entry[],
  target: ModelMetadata,
  wanted: readonly FieldMetadata[],
  writer: Writer,
  visibility: Visibility = {},
): Promise<ReadonlyMap<Entry, Values>> {
  return findByKey(entries, { target, wanted, ...visibility }, () => [], writer);
}

/** As {@link findNamed}, among those that the relation leads to from the owner of each entry; without a key, the only one. */
export async function findOwned(
  entries: readonly Entry[],
  relation: RelationMetadata,
  wanted: readonly FieldMetadata[],
  writer: Writer,
): Promise<ReadonlyMap<Entry, Values>> {
  const asking = entries.filter(({ owner }) => relation.fields.every(({ name }) => isThere(owner.known[name])));
  const ownerOf = ({ owner }: Entry) => relation.fields.map(({ name }) => owner.known[name]);
  return findByKey(asking, { target: relation.target, owned: relation, wanted }, ownerOf, writer);
}

/** The rows that a relation leads to from one row, and that fit a filter. */
export async function findFitting(
  { owner }: Entry,
  filter: Filter,
  relation: RelationMetadata,
  wanted: readonly FieldMetadata[],
  writer: Writer,
): Promise<readonly Values[]> {
  const owned = relation.fields.map(({ name }) => owner.known[name]);
  if (!owned.every(isThere)) return [];
  const question: Question = { target: relation.target, key: [], owned: relation, filter, wanted };
  const rows = await ask(question, [owned], writer);
  return rows.map(({ values }) => values);
}

/** Those of the pairs of an owner and a row that a relation does not tie yet, each once. */
export async function findUntied<Pair extends { readonly owner: WrittenRow; readonly target: Values }>(
  pairs: readonly Pair[],
  relation: RelationMetadata,
  writer: Writer,
): Promise<readonly Pair[]> {
  if (pairs.length === 0) return pairs;
  const { target, references, fields } = relation;
  const keys = pairs.map(({ owner, target: other }) => [
    ...references.map(({ name }) => other[name]),
    ...fields.map(({ name }) => owner.known[name]),
  ]);
  const rows = await ask({ target, key: references, owned: relation, wanted: [] }, keys, writer);
  const tied = new Set(rows.map(({ number }) => number));
  const names = keys.map(identifyKey);
  const firsts = new Map([...names.entries()].reverse().map(([number, name]) => [name, number]));
  return pairs.filter((_, number) => !tied.has(number) && firsts.get(names[number]!) === number);
}

/** Reads what the database made of rows that are there now, where it must be known. */
export async function findKnown(
  rows: readonly WrittenRow[],
  wanted: readonly FieldMetadata[],
  target: ModelMetadata,
  writer: Writer,
): Promise<void> {
  const asking = rows.filter(({ known }) => wanted.some(({ name }) => !Object.hasOwn(known, name)));
  if (asking.length === 0) return;
  const key = target.primaryKey;
  const keys = asking.map(({ known }) => key.map(({ name }) => known[name]));
  for (const { number, values } of await ask({ target, key, wanted }, keys, writer)) {
    Object.assign(asking[number]!.known, values);
  }
}

async function findByKey(
  entries: readonly Entry[],
  question: Omit<Question, "key">,
  ownerOf: (entry: Entry) => readonly unknown[],
  writer: Writer,
): Promise<ReadonlyMap<Entry, Values>> {
  const found = new Map<Entry, Values>();
  for (const [key, asking] of groupByKey(entries)) {
    const keys = asking.map((entry) => [...(entry.key?.values ?? []), ...ownerOf(entry)]);
    for (const { number, values } of await ask({ ...question, key }, keys, writer)) found.set(asking[number]!, values);
  }
  return found;
}

function groupByKey(entries: readonly Entry[]): ReadonlyMap<readonly FieldMetadata[], readonly Entry[]> {
  return groupBy(entries, ({ key }) => key?.fields ?? noFields);
}

const noFields: readonly FieldMetadata[] = [];

async function ask(question: Question, keys: readonly (readonly unknown[])[], writer: Writer) {
  const plan = findPlan(question, writer);
  const parameters = plan.bind.bindArguments(writer.args);
  plan.bind.bindKeys(
    parameters,
    keys.map((key, number) => [number, ...key]),
  );
  const rows = await sendQuery(plan.statement, parameters, senderOf(writer, question.target));
  return rows.map((row) => ({ number: plan.numberOf(row), values: plan.read(row) }));
}

/** A filter is no part of a key: what has one is planned each time. */
function findPlan(question: Question, { engine }: Writer): FindPlan {
  const { target, key, owned, filter, wanted, withDeleted } = question;
  if (filter !== undefined && !isEverything(filter)) return planFindRows(question, engine.planner);
  const names = [key, wanted].map((fields) => fields.map(({ name }) => name).join());
  const shape = `${names.join(" ")} ${withDeleted}`;
  const of = owned ?? target;
  let plan = engine.keyed.finds.get(of, findPlan, shape);
  if (plan === undefined) {
    plan = planFindRows(question, engine.planner);
    engine.keyed.finds.set(of, findPlan, shape, plan);
  }
  return plan;
}

function isThere(value: unknown): boolean {
  return value !== undefined && value !== null;
}
