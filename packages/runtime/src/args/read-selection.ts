import { hasOrder } from "@joinery/schema";
import type { FieldMetadata } from "../metadata/field-metadata.js";
import type { ArcMetadata, ModelMetadata, RelationMetadata } from "../metadata/metadata.js";
import { describeChoice } from "./describe-choice.js";
import { maxDepth, type ArgumentPath } from "./argument-path.js";
import { readFilter } from "./read-filter.js";
import { readOmission } from "./read-omission.js";
import { readOrder } from "./read-order.js";
import { isPlain, kindOf, readObject, refuse, refuseName } from "./refuse.js";
import type { ListArguments, LoadStrategy, Order, RelationSelection, Selection, Visibility } from "./selection.js";

/** The arguments of a call, or of a level of it, by name. */
export type Arguments = Readonly<Record<string, unknown>>;

/** The names that a call with rows as its answer may have. */
export const listNames = ["where", "orderBy", "distinct", "limit", "offset"];
export const selectionNames = ["select", "include", "omit"];

/** Checks that the arguments of a call have no names but those. */
export function readArguments(value: unknown, known: readonly string[], path: ArgumentPath, place: string): Arguments {
  const args = readObject(value, path, "an object of arguments");
  for (const name of Object.keys(args)) {
    if (!known.includes(name) && args[name] !== undefined) refuseName([...path, name], place, known);
  }
  return args;
}

/** As {@link readArguments}, of a call or a level of it that is about rows which are there: it may ask for deleted ones. */
export function readRowArguments(
  value: unknown,
  known: readonly string[],
  model: ModelMetadata,
  path: ArgumentPath,
  place: string,
): Arguments {
  if (model.softDelete === undefined) return readArguments(value, known, path, place);
  const args = readArguments(value, [...known, "withDeleted"], path, place);
  readFlag(args, "withDeleted", path);
  return args;
}

/** What `withDeleted` says of the rows of its own level; those of other levels have their own. */
export function readVisibility(args: Arguments): Visibility {
  return args["withDeleted"] === true ? { withDeleted: true } : {};
}

/** Checks an argument that is true or false. */
export function readFlag(args: Arguments, name: string, path: ArgumentPath): boolean {
  const { [name]: flag = false } = args;
  if (typeof flag !== "boolean") refuse([...path, name], "Expected true or false.");
  return flag;
}

/** Checks `where`, `orderBy`, `distinct`, `limit` and `offset`. Numbers are checked when they are bound: they are no part of the shape. */
export function readListArguments(args: Arguments, model: ModelMetadata, path: ArgumentPath): ListArguments {
  return {
    ...readVisibility(args),
    ...(Object.hasOwn(args, "where") ? { where: readFilter(args["where"], model, [...path, "where"]) } : {}),
    orderBy:
      args["orderBy"] === undefined
        ? []
        : readOrder(args["orderBy"], model, [...path, "orderBy"], findSearch(args, model, path)),
    ...(args["distinct"] === undefined
      ? {}
      : { distinct: readDistinct(args["distinct"], model, [...path, "distinct"]) }),
    ...(args["limit"] === undefined ? {} : { limit: [...path, "limit"] }),
    ...(args["offset"] === undefined ? {} : { offset: [...path, "offset"] }),
  };
}

/** Where a call says what it searches for: by that its rows can be put in order. Checked as the filter that it is. */
function findSearch(args: Arguments, model: ModelMetadata, path: ArgumentPath): ArgumentPath | undefined {
  const { where } = args;
  const isThere = model.search !== undefined && isPlain(where) && Object.hasOwn(where, "search");
  return isThere ? [...path, "where", "search"] : undefined;
}

/** Checks the fields in which no two rows may be alike. */
function readDistinct(value: unknown, model: ModelMetadata, path: ArgumentPath): readonly FieldMetadata[] {
  if (model.primaryKey.length === 0)
    refuse(path, `${model.name} has no key: of rows that are alike none is the first.`);
  if (!Array.isArray(value) || value.length === 0) refuse(path, "Expected a list of fields, one at least.");
  return Array.from(value as readonly unknown[], (name, index) => {
    const place = [...path, index];
    if (typeof name !== "string") refuse(place, `Expected the name of a field, got ${kindOf(name)}.`);
    const member = model.members.get(name);
    if (member === undefined) refuseName([...path, name], model.name, model.members.keys());
    if (member.kind !== "field" || member.isList || !hasOrder(member.type.scalar)) {
      refuse(place, `${name} has no single value that could be told from another.`);
    }
    return member;
  });
}

/**
 * Checks `select`, or `include` and `omit`, with all that is in them; without any, a row is its visible fields.
 */
export function readSelection(args: Arguments, model: ModelMetadata, path: ArgumentPath): Selection {
  const { select, include, omit } = args;
  if (select === undefined) {
    const visible =
      omit === undefined
        ? model.fields.filter((field) => !field.isHidden)
        : readOmission(omit, model, [...path, "omit"]);
    if (include === undefined) return { model, path, isPlain: false, fields: visible, relations: [], excluded: [] };
    return { model, path, isPlain: false, fields: visible, ...readInclude(include, model, [...path, "include"]) };
  }
  if (include !== undefined) {
    refuse([...path, "include"], "Say either select or include. What select names may hold relations too.");
  }
  if (omit !== undefined) {
    refuse([...path, "omit"], "Say either select or omit. What select does not name is left out.");
  }
  const place = [...path, "select"];
  const { fields, relations } = readChoices(select, model, place, (name, at) => {
    if (!model.members.has(name)) refuseName(at, model.name, model.members.keys());
  });
  if (fields.length + relations.length === 0) refuse(place, "This selects nothing.");
  return { model, path, isPlain: true, fields, relations, excluded: [] };
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
  const known = [...selectionNames, ...(relation.isMany ? listNames : []), "load"];
  const place = `The selection of a relation to ${relation.isMany ? "many" : "one"}`;
  const args = readRowArguments(value, known, relation.target, path, place);
  const load = readLoad(args["load"], relation, [...path, "load"]);
  const list = readListArguments(args, relation.target, path);
  const selection = readSelection(args, relation.target, path);
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
  };
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
  for (const { path, load, selection } of relations) {
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
