import { countsName } from "@joinery/schema";
import type { FieldMetadata } from "../metadata/field-metadata.js";
import type { ArcMetadata, ModelMetadata, RelationMetadata } from "../metadata/metadata.js";
import { describeChoice } from "./describe-choice.js";
import { maxDepth, type ArgumentPath } from "./argument-path.js";
import { listNames, readListArguments, readRowArguments, selectionNames, type Arguments } from "./read-arguments.js";
import { readCounts } from "./read-counts.js";
import { readOmission } from "./read-omission.js";
import { readObject, refuse, refuseName } from "./refuse.js";
import type { LoadStrategy, Order, RelationCount, RelationSelection, Selection } from "./selection.js";

/**
 * Checks `select`, or `include`, `omit` and `counts`, with all that is in them; without any, a row is its visible fields.
 */
export function readSelection(args: Arguments, model: ModelMetadata, path: ArgumentPath): Selection {
  return args["select"] === undefined ? readLoaded(args, model, path) : readSelected(args, model, path);
}

/** A whole row, with what is loaded beside it. */
function readLoaded({ include, omit, counts }: Arguments, model: ModelMetadata, path: ArgumentPath): Selection {
  const fields =
    omit === undefined ? model.fields.filter((field) => !field.isHidden) : readOmission(omit, model, [...path, "omit"]);
  const counted = counts === undefined ? {} : { counts: readCounts(counts, model, [...path, countsName]) };
  if (include === undefined) return { model, path, isPlain: false, fields, relations: [], excluded: [], ...counted };
  return { model, path, isPlain: false, fields, ...readInclude(include, model, [...path, "include"]), ...counted };
}

/** What is named, and nothing else. */
function readSelected(args: Arguments, model: ModelMetadata, path: ArgumentPath): Selection {
  for (const [name, problem] of Object.entries(besideSelect)) {
    if (args[name] !== undefined) refuse([...path, name], `Say either select or ${name}. ${problem}`);
  }
  const place = [...path, "select"];
  const select = readObject(args["select"], place, "an object of what to load");
  const { [countsName]: counts, ...others } = select;
  // A member of that name is selected as any other.
  const [choices, isCounted] = model.members.has(countsName) ? [select, false] : [others, counts !== undefined];
  const { fields, relations } = readChoices(choices, model, place, (name, at) => {
    if (!model.members.has(name)) refuseName(at, model.name, [...model.members.keys(), countsName]);
  });
  const counted: { readonly counts?: readonly RelationCount[] } = isCounted
    ? { counts: readCounts(counts, model, [...place, countsName]) }
    : {};
  if (fields.length + relations.length + (counted.counts?.length ?? 0) === 0) refuse(place, "This selects nothing.");
  return { model, path, isPlain: true, fields, relations, excluded: [], ...counted };
}

/** Checks what is to be loaded with rows, or for rows that are there. */
export function readInclude(
  include: unknown,
  model: ModelMetadata,
  path: ArgumentPath,
): Pick<Selection, "relations" | "excluded"> {
  const names = [...model.relations, ...model.arcs].map((relation) => relation.name);
  const { relations, excluded } = readChoices(include, model, path, (name, place) => {
    if (model.members.has(name))
      refuse(place, `"${name}" is a field: only relations are included, fields come with the row.`);
    refuseName(place, model.name, names);
  });
  return { relations, excluded };
}

const besideSelect = {
  include: "What select names may hold relations too.",
  omit: "What select does not name is left out.",
  counts: "What select names may hold counts too.",
} as const;

function readChoices(
  value: unknown,
  model: ModelMetadata,
  path: ArgumentPath,
  checkField: (name: string, place: ArgumentPath) => void,
) {
  if (path.length > maxDepth) refuse(path.slice(0, 4), `Selections nest at most ${maxDepth} deep.`);
  const choices = readObject(value, path, "an object of what to load");
  const fields: FieldMetadata[] = [];
  const relations: RelationSelection[] = [];
  const excluded: Selection["excluded"][number][] = [];
  for (const name of Object.keys(choices)) {
    const place = [...path, name];
    const choice = choices[name];
    const member = model.members.get(name);
    if (member === undefined || member.kind === "field") {
      checkField(name, place);
      if (choice === true) fields.push(member!);
      else if (choice !== false && choice !== undefined) refuse(place, "Expected true or false.");
    } else if (choice === false || choice === undefined) {
      excluded.push(member);
    } else if (member.kind === "arc") {
      relations.push(...readArc(choice === true ? {} : choice, member, place));
    } else {
      relations.push(readRelation(choice === true ? {} : choice, member, place));
    }
  }
  return { fields, relations, excluded };
}

/** Whatever it leads to is loaded; what is said of a target is how. */
function readArc(value: unknown, { name: property, targets }: ArcMetadata, path: ArgumentPath): RelationSelection[] {
  const choices = readObject(value, path, `true, or an object with ${[...targets.keys()].join(", ")}`);
  for (const name of Object.keys(choices)) {
    const place = [...path, name];
    if (!targets.has(name)) refuseName(place, property, targets.keys());
    if (choices[name] === false) refuse(place, `${property} is loaded whatever it is. Leave this out, or say how.`);
  }
  return [...targets].map(([name, relation]) => {
    const choice = choices[name] ?? true;
    const selected = readRelation(choice === true ? {} : choice, relation, [...path, name]);
    return { ...selected, property, isOfArc: true, choice: describeChoice(choices) };
  });
}

function readRelation(value: unknown, relation: RelationMetadata, path: ArgumentPath): RelationSelection {
  const recursive = relation.next === undefined ? [] : ["recursive", "maxDepth"];
  const known = [...selectionNames, ...(relation.isMany ? listNames : []), "load", ...recursive];
  const place = `The selection of a relation to ${relation.isMany ? "many" : "one"}`;
  const args = readRowArguments(value, known, relation.target, path, place);
  const load = readLoad(args["load"], relation, [...path, "load"]);
  const list = readListArguments(args, relation.target, path);
  const selection = readSelection(args, relation.target, path);
  const recursion = readRecursion(args, relation, selection, path);
  if (load === "json") refuseBatches(selection);
  return {
    relation,
    property: relation.name,
    path,
    selection,
    choice: describeChoice(value),
    ...list,
    orderBy: args["orderBy"] === undefined ? defaultOrder(relation) : list.orderBy,
    ...(load === undefined ? {} : { load }),
    ...(recursion === undefined ? {} : { recursion }),
  };
}

function readRecursion(
  args: Arguments,
  { name }: RelationMetadata,
  selection: Selection,
  path: ArgumentPath,
): RelationSelection["recursion"] {
  const { recursive, maxDepth: depth, load } = args;
  const maxDepth = [...path, "maxDepth"];
  if (recursive === undefined) {
    if (depth !== undefined) refuse(maxDepth, "Only what is recursive has a depth.", "recursive");
    return undefined;
  }
  if (recursive !== true) refuse([...path, "recursive"], "Expected true.");
  if (load !== undefined) refuse([...path, "load"], "A recursive relation is always a statement of its own.");
  const again = selection.relations.find(({ property }) => property === name);
  if (again !== undefined) refuse(again.path, `${name} comes with every level, because it is recursive.`);
  return depth === undefined ? {} : { maxDepth };
}

/** As the schema says (`@orderBy`), ties by the key; where it says nothing, none. */
function defaultOrder({ orderBy, target }: RelationMetadata): readonly Order[] {
  if (orderBy.length === 0) return [];
  const ties = target.primaryKey.filter((key) => orderBy.every(({ field }) => field !== key));
  return [...orderBy, ...ties.map((field) => ({ field, direction: "asc" as const }))].map((term) => ({
    kind: "field" as const,
    relations: [],
    ...term,
  }));
}

function readLoad(value: unknown, relation: RelationMetadata, path: ArgumentPath): LoadStrategy | undefined {
  if (value === undefined) return undefined;
  const known = relation.isMany ? loadOfMany : loadOfOne;
  if (value === "join" && relation.isMany) {
    refuse(path, "Only a relation to one can be joined: the rows of a list would repeat their parent.", "json");
  }
  const load = known.find((each) => each === value);
  if (load === undefined) refuse(path, `Expected ${known.map((each) => `"${each}"`).join(" or ")}.`);
  return load;
}

const loadOfMany: readonly LoadStrategy[] = ["json", "batch"];
const loadOfOne: readonly LoadStrategy[] = ["join", ...loadOfMany];

/** What comes in JSON is known only when all of it is there: no statement of its own can be for it. */
function refuseBatches({ relations }: Selection): void {
  for (const { path, load, recursion, selection } of relations) {
    if (recursion !== undefined) refuse([...path, "recursive"], "A recursive relation cannot be in JSON.");
    if (load === "batch") {
      refuse(
        [...path, "load"],
        'This is inside of load: "json", where everything comes in the statement around.',
        "json",
      );
    }
    refuseBatches(selection);
  }
}
