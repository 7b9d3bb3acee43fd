import type { FieldMetadata } from "../../metadata/field-metadata.js";
import type { ModelMetadata, RelationMetadata } from "../../metadata/metadata.js";
import type { ArgumentPath } from "../argument-path.js";
import type { ValueReader } from "./check-value.js";
import { everything } from "../filters/filter.js";
import { readArguments, readFlag } from "../read-arguments.js";
import { readFilter } from "../filters/read-filter.js";
import { readRowKey } from "./read-row-key.js";
import { isPlain, kindOf, readObject, refuse, refuseName, refuseUndefined } from "../refuse.js";
import { refuseView } from "../refuse-view.js";
import { startRowSet, type Entry, type RelationWrites, type RowSet, type Verb, type WrittenRow } from "./row-set.js";

/** Whose relation is written, and where that is said. */
export interface RelationPlace {
  readonly row: WrittenRow;
  readonly set: RowSet;
  readonly path: ArgumentPath;
  readonly use: "create" | "update";
}

/** Where data stands. */
export interface DataPlace {
  readonly path: ArgumentPath;
  /** The relation that leads to the row, where that sets a key of it. */
  readonly through?: RelationMetadata;
}

/** What reads the rows at the other end: data within data. */
export interface RowReaders {
  readNewRow(value: unknown, set: RowSet, place: DataPlace, reader: ValueReader): WrittenRow;
  readChangedRow(value: unknown, set: RowSet, place: DataPlace, reader: ValueReader): WrittenRow;
}

const verbsOf: Readonly<Record<"create" | "update", Readonly<Record<"one" | "many", readonly Verb[]>>>> = {
  create: {
    one: ["create", "connect", "connectOrCreate"],
    many: ["create", "createMany", "connect", "connectOrCreate"],
  },
  update: {
    one: ["create", "connect", "connectOrCreate", "update", "upsert", "disconnect", "delete"],
    many: [
      "create",
      "createMany",
      "connect",
      "connectOrCreate",
      "disconnect",
      "set",
      "update",
      "updateMany",
      "upsert",
      "delete",
      "deleteMany",
    ],
  },
};

/**
 * Reads what is said of a relation of one row, into what is said of it by all rows of the set.
 *
 * @returns whether it sets a key of the row itself
 * @throws InvalidArgument
 */
export function readRelationWrites(
  value: unknown,
  relation: RelationMetadata,
  place: RelationPlace,
  rows: RowReaders,
  reader: ValueReader,
): boolean {
  const { path, use } = place;
  refuseView(relation.target);
  refuseParts(relation, path);
  const known = verbsOf[use][relation.isMany ? "many" : "one"];
  const said = readObject(value, path, `an object with ${known.join(", ")}`);
  const names = Object.keys(said);
  for (const name of names) {
    if (!known.includes(name as Verb)) refuseName([...path, name], `Writing ${relation.name}`, known);
    if (said[name] === undefined) refuseUndefined([...path, name]);
  }
  if (!relation.isMany && names.length !== 1)
    refuse(path, `${relation.name} is one row: say one of ${known.join(", ")}.`);
  const writes = findWrites(relation, place.set);
  const call = { relation, writes, owner: place.row, rows, reader };
  for (const name of names as Verb[]) readVerb(name, said[name], [...path, name], call);
  return true;
}

interface Call {
  readonly relation: RelationMetadata;
  readonly writes: RelationWrites;
  readonly owner: WrittenRow;
  readonly rows: RowReaders;
  readonly reader: ValueReader;
}

function findWrites(relation: RelationMetadata, set: RowSet): RelationWrites {
  let writes = set.relations.get(relation);
  if (writes === undefined) {
    const { target } = relation;
    const sets = { created: startRowSet(target), skippable: startRowSet(target), changed: startRowSet(target) };
    set.relations.set(relation, (writes = { relation, entries: [], ...sets }));
  }
  return writes;
}

function readVerb(verb: Verb, value: unknown, path: ArgumentPath, call: Call): void {
  const { relation, writes, owner } = call;
  const add = (at: ArgumentPath, rest: Omit<Entry, "verb" | "owner" | "path">) =>
    writes.entries.push({ verb, owner, path: at, ...rest });
  if (verb === "createMany") return readCreateMany(value, path, call, add);
  if (!relation.isMany) return (add(path, readOne(verb, value, path, call)), undefined);
  if (verb === "set") demandLoose(relation, path, verb);
  const items = Array.isArray(value) ? (value as readonly unknown[]) : [value];
  // A set of nothing is something too.
  if (verb === "set" && items.length === 0) add(path, {});
  Array.from(items, (item, index) => {
    const at = Array.isArray(value) ? [...path, index] : path;
    add(at, readItem(verb, item, at, call));
  });
}

type Said = Omit<Entry, "verb" | "owner" | "path">;

/** What is said of the only row of a relation to one. */
function readOne(verb: Verb, value: unknown, path: ArgumentPath, call: Call): Said {
  const { relation, writes, rows, reader } = call;
  switch (verb) {
    case "update":
      return { update: rows.readChangedRow(value, writes.changed, { path, through: relation }, reader) };
    case "upsert": {
      const { create, update } = readArguments(value, ["create", "update"], path, "An upsert of a relation to one");
      return { ...readCreate(create, [...path, "create"], call), ...readUpdate(update, [...path, "update"], call) };
    }
    case "disconnect":
    case "delete":
      if (value !== true) refuse(path, `Expected true, got ${kindOf(value)}.`);
      if (verb === "disconnect" || relation.relation.kind === "owning") demandLoose(relation, path, verb);
      return {};
    default:
      return readItem(verb, value, path, call);
  }
}

function readItem(verb: Verb, value: unknown, path: ArgumentPath, call: Call): Said {
  const { relation, rows, reader } = call;
  const key = (where: unknown, at: ArgumentPath) => ({ key: readRowKey(where, relation.target, at, reader) });
  switch (verb) {
    case "create":
      return readCreate(value, path, call);
    case "disconnect":
      demandLoose(relation, path, verb);
      return key(value, path);
    case "connect":
    case "set":
    case "delete":
      return key(value, path);
    case "deleteMany":
      return { filter: readFilter(value, relation.target, path) };
    case "connectOrCreate": {
      const { where, create } = readArguments(value, ["where", "create"], path, "A connectOrCreate");
      return { ...key(where, [...path, "where"]), ...readCreate(create, [...path, "create"], call) };
    }
    case "update": {
      const { where, data } = readArguments(value, ["where", "data"], path, "An update of one of many");
      return { ...key(where, [...path, "where"]), ...readUpdate(data, [...path, "data"], call) };
    }
    case "upsert": {
      const args = readArguments(value, ["where", "create", "update"], path, "An upsert of one of many");
      const create = readCreate(args["create"], [...path, "create"], call);
      return {
        ...key(args["where"], [...path, "where"]),
        ...create,
        ...readUpdate(args["update"], [...path, "update"], call),
      };
    }
    case "updateMany": {
      const args = readArguments(value, ["where", "data"], path, "An updateMany");
      const { where, data } = args;
      const isFiltered = Object.hasOwn(args, "where");
      const filter = isFiltered ? readFilter(where, relation.target, [...path, "where"]) : everything;
      // Of a set of its own: it is no row, but what is to become of some.
      const set = startRowSet(relation.target);
      const update = rows.readChangedRow(data, set, { path: [...path, "data"], through: relation }, reader);
      refuseRelations(set, [...path, "data"]);
      return { filter, update };
    }
    case "createMany":
      throw new Error("Read as a whole");
  }
}

function readCreateMany(
  value: unknown,
  path: ArgumentPath,
  { relation, writes, rows, reader }: Call,
  add: (path: ArgumentPath, said: Said) => void,
): void {
  const args = readArguments(value, ["data", "skipDuplicates"], path, "A createMany");
  const at = [...path, "data"];
  const { data } = args;
  if (!Array.isArray(data)) refuse(at, `Expected a list of rows of ${relation.target.name}, got ${kindOf(data)}.`);
  const isSkipping = readFlag(args, "skipDuplicates", path);
  if (isSkipping && relation.relation.kind === "many-to-many") {
    refuse([...path, "skipDuplicates"], "A row that is left out could not be connected: say connectOrCreate.");
  }
  if (isSkipping && relation.target.parts.length > 1) {
    refuse(
      [...path, "skipDuplicates"],
      `A ${relation.target.name} is in several tables: one cannot be left out of them all.`,
    );
  }
  const set = isSkipping ? writes.skippable : writes.created;
  Array.from(data as readonly unknown[], (item, index) => {
    const place = { path: [...at, index], through: relation };
    refuseNested(item, relation.target, place.path);
    add(place.path, { create: rows.readNewRow(item, set, place, reader) });
  });
}

function readCreate(value: unknown, path: ArgumentPath, { relation, writes, rows, reader }: Call): Said {
  return { create: rows.readNewRow(value, writes.created, { path, through: relation }, reader) };
}

function readUpdate(value: unknown, path: ArgumentPath, { relation, writes, rows, reader }: Call): Said {
  return { update: rows.readChangedRow(value, writes.changed, { path, through: relation }, reader) };
}

function refuseNested(value: unknown, model: ModelMetadata, path: ArgumentPath): void {
  if (!isPlain(value)) return;
  const name = Object.keys(value).find((each) => ["relation", "arc"].includes(model.members.get(each)?.kind ?? ""));
  if (name !== undefined) refuse([...path, name], `createMany writes fields alone. For ${name} say create.`);
}

function refuseRelations({ relations }: RowSet, path: ArgumentPath): void {
  const [relation] = relations.keys();
  if (relation !== undefined) {
    refuse(
      [...path, relation.name],
      `One change of many rows is one of their fields. For ${relation.name} say update.`,
    );
  }
}

/** @throws InvalidArgument where a row cannot be without the other: then it can only be deleted */
function demandLoose(relation: RelationMetadata, path: ArgumentPath, verb: Verb): void {
  const { kind } = relation.relation;
  if (kind === "many-to-many") return;
  const [holder, fields] =
    kind === "owning" ? [relation.source, relation.fields] : [relation.target, relation.references];
  const isNullable = (field: FieldMetadata) => field.isNullable;
  // Of a key of several fields one that is null is enough.
  if (fields.some(isNullable)) return;
  refuse(
    path,
    `A ${holder.name} cannot be without its ${fields.map(({ name }) => name).join(" and ")}: ${verb} would leave one.`,
  );
}

/** The rows of a model that extends another are no rows of a relation to it: they are the same rows. */
function refuseParts({ name, relation, target, source }: RelationMetadata, path: ArgumentPath): void {
  if (
    relation.kind === "inverse" &&
    relation.inverse === undefined &&
    target.parts.some(({ model }) => model === source)
  ) {
    refuse(path, `${name} is the same row as a ${target.name}. Write it there.`);
  }
}
