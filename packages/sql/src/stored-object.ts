import { nearestName, type JsonValue } from "@joinery/schema";
import { isPlainObject } from "./canonical-json.js";
import { canonicalList, scalarCanonicalizer } from "./canonical-scalar.js";
import { readConstantDefault } from "./constant-default.js";
import { ValueError, type Decode } from "./dialect.js";
import { storedScalarForm, type StoredForm } from "./stored-scalar.js";
import type { ObjectDefinition, ObjectPart, ValueType } from "./value-type.js";

/** How deep a value object may hold others: types may be made of themselves. */
const maxDepth = 100;

/**
 * JSON text of a value object or a list of them, as both databases keep it: every part is in it, those that were not given by their
 * defaults, or null.
 *
 * @throws ValueError with the place in the value.
 */
export function objectCanonicalizer(type: ValueType): (value: unknown) => string {
  const { write } = formOf(type);
  return (value) => JSON.stringify(write(value, 0));
}

/**
 * From JSON text to the value that was written. A part that is missing was added to its type since: it is its default, or else null. What is
 * no part any more is left out.
 */
export function objectDecoder(type: ValueType): Decode {
  const read = objectReader(type);
  return (text) => read(JSON.parse(text as string));
}

/** The same from JSON that is parsed already. */
export function objectReader(type: ValueType): Decode {
  const { read } = formOf(type);
  return (json) => read(json as JsonValue);
}

/** What a part means that is missing from a stored object, in its stored form; `undefined` for null. */
export function storedDefault({ default: made, type }: ObjectPart): JsonValue | undefined {
  const constant = readConstantDefault(made, type);
  return constant === undefined || constant.value === null ? undefined : formOf(type).write(constant.value, 0);
}

function formOf(type: ValueType): StoredForm {
  if (type.object !== undefined) return type.isObjectList ? listForm(objectForm(type.object)) : objectForm(type.object);
  const { isList, ...element } = type;
  const form = storedScalarForm(element, scalarCanonicalizer(element, "store"));
  return isList ? listForm(form) : form;
}

function listForm({ write, read }: StoredForm): StoredForm {
  return {
    write: (value, depth) => canonicalList(value, (element) => write(element, depth)),
    read(json) {
      if (!Array.isArray(json)) throw new ValueError("expected a list, and the database holds something else");
      return json.map((element: JsonValue) => read(element));
    },
  };
}

/** A part, and how it is stored. */
export interface PartForm extends StoredForm {
  readonly name: string;
  readonly isNullable: boolean;
  readonly missing: JsonValue | undefined;
}

const forms = new WeakMap<ObjectDefinition, StoredForm>();

function objectForm(definition: ObjectDefinition): StoredForm {
  const known = forms.get(definition);
  if (known !== undefined) return known;
  // On first use: a type may be made of itself.
  let parts: readonly PartForm[] | undefined;
  const partsOf = () => (parts ??= definition.parts.map(formOfPart));
  const form: StoredForm = {
    write: (value, depth) => writeParts(value, definition, partsOf(), depth),
    read: (json) => readParts(json, definition, partsOf()),
  };
  forms.set(definition, form);
  return form;
}

export function formOfPart(part: ObjectPart): PartForm {
  return { ...formOf(part.type), name: part.name, isNullable: part.isNullable, missing: storedDefault(part) };
}

function writeParts(value: unknown, { name }: ObjectDefinition, parts: readonly PartForm[], depth: number): JsonValue {
  if (typeof value !== "object" || value === null || !isPlainObject(value)) {
    throw new ValueError(`expected a plain object with the values of ${name}`);
  }
  if (depth === maxDepth) throw new ValueError(`expected no more than ${maxDepth} levels, and no cycles`);
  const given = value as Readonly<Record<string, unknown>>;
  const json: Record<string, JsonValue> = {};
  let found = 0;
  for (const part of parts) {
    const isGiven = Object.hasOwn(given, part.name);
    if (isGiven) found++;
    json[part.name] = isGiven ? writePart(given[part.name], part, depth) : fillPart(part, name);
  }
  if (found < Object.keys(given).length) refuseStranger(given, name, parts);
  return json;
}

/** A part as it is stored. @throws ValueError with its place in the object */
export function writePart(value: unknown, { name, isNullable, write }: PartForm, depth: number): JsonValue {
  if (value === null && isNullable) return null;
  if (value === null) throw new ValueError("expected a value, got null", [name]);
  if (value === undefined) throw new ValueError("this is undefined: leave the key out, or say null", [name]);
  try {
    return write(value, depth + 1);
  } catch (error) {
    throw error instanceof ValueError ? error.within(name) : error;
  }
}

function fillPart({ name, isNullable, missing }: PartForm, type: string): JsonValue {
  if (missing !== undefined) return missing;
  if (isNullable) return null;
  throw new ValueError(`${type} needs this value`, [name]);
}

/** @throws ValueError for the first name that is none of a part */
export function refuseStranger(given: object, type: string, parts: readonly Pick<PartForm, "name">[]): never {
  const names = parts.map((part) => part.name);
  const stranger = Object.keys(given).find((key) => !names.includes(key)) ?? "";
  const meant = nearestName(stranger, names);
  const hint = meant === undefined ? ` There is ${names.join(", ")}.` : ` Did you mean "${meant}"?`;
  throw new ValueError(`${type} has no "${stranger}".${hint}`, [stranger]);
}

function readParts(json: JsonValue, { name }: ObjectDefinition, parts: readonly PartForm[]): unknown {
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    throw new ValueError(`expected the values of ${name}, and the database holds something else`);
  }
  const stored = json as Readonly<Record<string, JsonValue>>;
  const value: Record<string, unknown> = {};
  for (const part of parts) {
    const given = Object.hasOwn(stored, part.name) ? stored[part.name] : undefined;
    const isMissing = given === undefined || (given === null && !part.isNullable);
    // JSON is given out as it is, and what is given out may be changed.
    const meant = isMissing ? structuredClone(part.missing ?? null) : given;
    value[part.name] = meant === null ? null : readPart(meant, part, name);
  }
  return value;
}

function readPart(json: JsonValue, { name, read }: PartForm, type: string): unknown {
  try {
    return read(json);
  } catch (error) {
    if (error instanceof ValueError) throw error;
    throw new ValueError(`expected a value of ${type}.${name}, and the database holds something else`);
  }
}
