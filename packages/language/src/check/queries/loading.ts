import type { Model, Relation } from "@joinery/schema";
import type { Expression, ObjectEntry } from "../../ast.js";
import type { Misfit } from "./shape.js";

type Entries = readonly Pick<ObjectEntry, "key" | "value">[];

/** Whether what a relation leads to has the same relation, so that it can be followed on and on. */
export function leadsOn({ name, target, kind, cardinality }: Relation, { relations, primaryKey }: Model): boolean {
  const next = relations.find((relation) => relation.name === name);
  const isSame = next?.target === target && next.kind === kind && next.cardinality === cardinality;
  return isSame && primaryKey !== undefined;
}

/** What is said of how a relation is loaded, and does not go together. */
export function findLoadingMisfit(relation: string, entries: Entries): Misfit | undefined {
  const find = (name: string) => entries.find(({ key }) => key.text === name);
  const [recursive, depth, load] = [find("recursive"), find("maxDepth"), find("load")];
  if (depth && !recursive) return misfit(depth, ["maxDepth"], "only what is `recursive` has a depth");
  if (recursive && load) return misfit(load, ["load"], "a recursive relation is always a statement of its own");
  if (recursive) {
    const again = listChoices(entries).find(({ entry }) => entry.key.text === relation);
    return again && misfit(again.entry, again.place, `\`${relation}\` comes with every level, because it is recursive`);
  }
  return isWord(load?.value, "json") ? findBatch(entries, []) : undefined;
}

/** What cannot be inside of JSON: a statement of its own. */
function findBatch(entries: Entries, place: readonly string[]): Misfit | undefined {
  for (const { entry, place: inner } of listTargets(entries)) {
    const { value } = entry;
    if (value.kind !== "object") continue;
    const here = [...place, ...inner];
    for (const each of value.entries) {
      const isBatch = each.key.text === "load" && isWord(each.value, "batch");
      if (isBatch)
        return misfit(each, [...here, "load"], "this is inside of `load: json`, where all comes in one statement");
      if (each.key.text === "recursive") {
        return misfit(each, [...here, "recursive"], "a recursive relation cannot be in JSON");
      }
    }
    const deeper = findBatch(value.entries, here);
    if (deeper) return deeper;
  }
  return undefined;
}

interface Choice {
  readonly entry: ObjectEntry;
  readonly place: readonly string[];
}

/** What is named in `include` and `select`. */
function listChoices(entries: Entries): readonly Choice[] {
  return entries.flatMap(({ key, value }) => {
    if (!["include", "select"].includes(key.text) || value.kind !== "object") return [];
    return value.entries.map((entry) => ({ entry, place: [key.text, entry.key.text] }));
  });
}

/** The same, and of an arc what is said of each model. */
function listTargets(entries: Entries): readonly Choice[] {
  return listChoices(entries).flatMap((choice) => {
    const { entry, place } = choice;
    const inner = entry.value.kind === "object" ? entry.value.entries : [];
    const targets = inner.filter(({ key }) => !clauseNames.has(key.text));
    return [choice, ...targets.map((each) => ({ entry: each, place: [...place, each.key.text] }))];
  });
}

/** Behind these stands no selection of a model. */
const clauseNames: ReadonlySet<string> = new Set(["where", "orderBy", "select", "include", "omit", "counts"]);

function isWord(value: Expression | undefined, word: string): boolean {
  return value?.kind === "reference" && value.name === word;
}

function misfit({ key }: Pick<ObjectEntry, "key">, place: readonly string[], reason: string): Misfit {
  return { span: key.span, place: place.join("."), reason };
}
