import { hasOrder } from "@joinery/schema";
import type { FieldMetadata } from "../metadata/field-metadata.js";
import type { ModelMetadata } from "../metadata/metadata.js";
import type { ArgumentPath } from "./argument-path.js";
import { readFilter } from "./filters/read-filter.js";
import { readOrder } from "./read-order.js";
import { isPlain, kindOf, readObject, refuse, refuseName } from "./refuse.js";
import type { ListArguments, Visibility } from "./selection.js";

/** The arguments of a call, or of a level of it, by name. */
export type Arguments = Readonly<Record<string, unknown>>;

/** The names that a call with rows as its answer may have. */
export const listNames = ["where", "orderBy", "distinct", "limit", "offset"];
export const selectionNames = ["select", "include", "omit", "counts"];

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

/** Whether a call asks for what is there at one moment. */
export function readSnapshot(args: unknown): { readonly isOfOneMoment?: true } {
  return isPlain(args) && readFlag(args, "snapshot", []) ? { isOfOneMoment: true } : {};
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
export function findSearch(args: Arguments, model: ModelMetadata, path: ArgumentPath): ArgumentPath | undefined {
  const { where } = args;
  const isThere = model.search !== undefined && isPlain(where) && Object.hasOwn(where, "search");
  return isThere ? [...path, "where", "search"] : undefined;
}

/** Checks the fields in which no two rows may be alike. */
function readDistinct(value: unknown, model: ModelMetadata, path: ArgumentPath): readonly FieldMetadata[] {
  if (model.primaryKey.length === 0)
    refuse(path, `${model.name} has no key: of rows that are alike none is the first.`);
  return readTellingFields(value, model, path);
}

/** Checks a list of fields by which rows can be told apart. */
export function readTellingFields(value: unknown, model: ModelMetadata, path: ArgumentPath): readonly FieldMetadata[] {
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
