import type { FieldMetadata } from "../metadata/field-metadata.js";
import type { ModelMetadata } from "../metadata/metadata.js";
import type { ArgumentPath } from "./argument-path.js";
import type { Filter, Test } from "./filters/filter.js";
import { readFieldFilter } from "./filters/read-field-filter.js";
import { readFilter } from "./filters/read-filter.js";
import { isPlain, readObject, refuse, refuseName } from "./refuse.js";

/** Checks a `where` that must name one row: all fields of the primary key or of a unique key, and whatever else narrows it. */
export function readUniqueFilter(value: unknown, model: ModelMetadata, path: ArgumentPath): Filter {
  if (model.keys.length === 0)
    refuse(path, `Nothing tells one ${model.name} from another: mark its key in the schema with @id or @unique.`);
  const filter = readFilter(value, model, path);
  const fixed = new Set(fixedTests(filter).map(({ field }) => field));
  if (!model.keys.some((key) => key.every((field) => fixed.has(field)))) {
    const keys = model.keys.map((key) => key.map((field) => field.name).join(" and "));
    refuse(path, `One ${model.name} is named by ${keys.join(", or by ")}: by its value, or by equals.`);
  }
  return filter;
}

/** Checks the argument of `getById`: the value of the primary key, or an object with all of its fields. */
export function readId(value: unknown, model: ModelMetadata, path: ArgumentPath): Filter {
  const [first, ...rest] = model.primaryKey;
  if (first === undefined) refuse(path, `${model.name} has no primary key: mark it in the schema with @id.`);
  if (rest.length === 0) return readKeyValue(value, first, path);
  const names = model.primaryKey.map((field) => field.name);
  const id = readObject(value, path, `an object with ${names.join(" and ")}`);
  for (const name of Object.keys(id)) {
    if (!names.includes(name)) refuseName([...path, name], `The key of ${model.name}`, names);
  }
  return {
    kind: "all",
    filters: model.primaryKey.map((field) => readKeyValue(id[field.name], field, [...path, field.name])),
  };
}

function readKeyValue(value: unknown, field: FieldMetadata, path: ArgumentPath): Filter {
  if (isPlain(value)) refuse(path, `Expected the value of ${field.name}, got an object.`);
  return readFieldFilter(value, field, undefined, path);
}

/** The tests that every row must pass and that leave a field but one value. */
export function fixedTests(filter: Filter): readonly Test[] {
  if (filter.kind === "all") return filter.filters.flatMap(fixedTests);
  return filter.kind === "test" && filter.operator === "=" && !filter.isInsensitive ? [filter] : [];
}
