import type { Signature } from "./signature.js";

/**
 * Where an attribute may stand. A `value` field holds a scalar, an enum or a value object, a `relation` field leads to a model, an `arc` to
 * one of several; a `part` is a field of a type. What a view holds is read and never written: much of what a value can have makes no sense
 * there.
 */
export type AttributePlace =
  "value" | "view value" | "part" | "relation" | "arc" | "enum member" | "model" | "view" | "mixin" | "enum" | "type";

export interface AttributeDefinition {
  readonly places: readonly AttributePlace[];
  readonly signature: Signature;
  /** Any number of times, or once for each database and once for all of them. */
  readonly isRepeatable?: true | "by dialect";
}

const name = { kind: "text" } as const;

/** What every index can be told. */
const indexOptions = {
  name,
  where: { kind: "sql" },
  using: { kind: "method" },
  include: { kind: "fields" },
  ops: { kind: "operatorClass" },
  unique: { kind: "boolean" },
  dialect: { kind: "dialect" },
} as const;
const uniqueOptions = {
  name,
  nullsNotDistinct: { kind: "boolean" },
  deferrable: { kind: "boolean" },
  dialect: { kind: "dialect" },
} as const;

/** What `@min` and `@max` take. */
const bound = {
  value: { kind: "expression", isPositional: true, isRequired: true },
  database: { kind: "boolean" },
} as const;

/**
 * Every attribute of the language that stands on a field or an enum member: where, with which arguments, of which kind.
 * The one place that knows; checking and reading both follow it.
 */
export const fieldAttributes = {
  id: { places: ["value", "view value", "relation"], signature: { name } },
  unique: { places: ["value", "view value", "relation"], signature: uniqueOptions },
  index: { places: ["value", "view value", "relation"], signature: { sort: { kind: "sort" }, ...indexOptions } },
  default: {
    places: ["value", "part"],
    signature: { value: { kind: "expression", isPositional: true, isRequired: true }, dialect: { kind: "dialect" } },
    isRepeatable: "by dialect",
  },
  updatedAt: { places: ["value"], signature: {} },
  hidden: { places: ["value", "view value"], signature: {} },
  map: {
    places: ["value", "view value", "relation", "enum member"],
    signature: { name: { kind: "text", isPositional: true, isRequired: true } },
  },
  relation: {
    places: ["relation", "arc"],
    signature: {
      fields: { kind: "fields" },
      references: { kind: "fields" },
      inverse: { kind: "field" },
      onDelete: { kind: "action" },
      onUpdate: { kind: "action" },
      deferrable: { kind: "boolean" },
      index: { kind: "boolean" },
      name,
    },
  },
  cascade: {
    places: ["relation", "arc"],
    signature: { actions: { kind: "cascade", isRest: true, isRequired: true } },
  },
  db: {
    places: ["value"],
    signature: {
      type: { kind: "text", isPositional: true, isRequired: true },
      dialect: { kind: "dialect", isRequired: true },
    },
    isRepeatable: "by dialect",
  },
  generated: {
    places: ["value"],
    signature: {
      sql: { kind: "sql", isPositional: true, isRequired: true },
      storage: { kind: "storage", isPositional: true },
      dialect: { kind: "dialect" },
    },
    isRepeatable: "by dialect",
  },
  ignore: { places: ["value", "view value", "relation", "arc"], signature: {} },
  orderBy: {
    places: ["relation", "arc"],
    signature: { fields: { kind: "orderedField", isRest: true, isRequired: true } },
  },
  renamedFrom: {
    places: ["value", "relation", "arc"],
    signature: { name: { kind: "text", isPositional: true, isRequired: true } },
  },
  through: {
    places: ["relation", "arc"],
    signature: {
      model: { kind: "model", isPositional: true, isRequired: true },
      from: { kind: "field" },
      to: { kind: "field" },
    },
  },
  version: { places: ["value"], signature: {} },
  email: { places: ["value", "part"], signature: {} },
  url: { places: ["value", "part"], signature: {} },
  nonEmpty: { places: ["value", "part"], signature: {} },
  trim: { places: ["value", "part"], signature: {} },
  length: {
    places: ["value", "part"],
    signature: {
      min: { kind: "count", isPositional: true, isRequired: true, alternative: "max" },
      max: { kind: "count", isPositional: true },
      database: { kind: "boolean" },
    },
  },
  min: { places: ["value", "part"], signature: bound },
  max: { places: ["value", "part"], signature: bound },
  regex: {
    places: ["value", "part"],
    signature: { pattern: { kind: "text", isPositional: true, isRequired: true } },
  },
} as const satisfies Readonly<Record<string, AttributeDefinition>>;

/** The arguments of `@relation` that only the side with the key can have. */
export const keyArguments = [
  "fields",
  "references",
  "onDelete",
  "onUpdate",
  "deferrable",
  "index",
  "name",
] as const satisfies readonly (keyof typeof fieldAttributes.relation.signature)[];

/** Every attribute of a block (`@@…`), as {@link fieldAttributes}. */
export const blockAttributes = {
  id: {
    places: ["model", "view", "mixin"],
    signature: { fields: { kind: "fields", isPositional: true, isRequired: true }, name },
    isRepeatable: true, // A rule of its own says that there is one key, wherever it is declared.
  },
  unique: {
    places: ["model", "view", "mixin"],
    signature: { fields: { kind: "fields", isPositional: true, isRequired: true }, ...uniqueOptions },
    isRepeatable: true,
  },
  index: {
    places: ["model", "view", "mixin"],
    signature: {
      fields: { kind: "sortedFields", isPositional: true, isRequired: true, alternative: "expr" },
      expr: { kind: "sql" },
      ...indexOptions,
    },
    isRepeatable: true,
  },
  map: {
    places: ["model", "view", "enum"],
    signature: { name: { kind: "text", isPositional: true, isRequired: true } },
  },
  check: {
    places: ["model", "mixin"],
    signature: {
      name: { kind: "text", isPositional: true, isRequired: true },
      sql: { kind: "sql", isPositional: true, isRequired: true },
      dialect: { kind: "dialect" },
    },
    isRepeatable: true,
  },
  comment: {
    places: ["model", "view"],
    signature: { text: { kind: "storableText", isPositional: true, isRequired: true } },
  },
  fulltext: {
    places: ["model", "mixin"],
    signature: {
      fields: { kind: "searchedFields", isPositional: true, isRequired: true },
      language: { kind: "language" },
      name,
    },
  },
  ignore: { places: ["model", "view"], signature: {} },
  materialized: { places: ["view"], signature: {} },
  renamedFrom: {
    places: ["model"],
    signature: { name: { kind: "text", isPositional: true, isRequired: true } },
  },
  schema: {
    places: ["model", "view", "enum"],
    signature: { name: { kind: "text", isPositional: true, isRequired: true } },
  },
  softDelete: {
    places: ["model", "mixin"],
    signature: { field: { kind: "field", isPositional: true, isRequired: true } },
  },
  sql: {
    places: ["view"],
    signature: { sql: { kind: "query", isPositional: true, isRequired: true }, dialect: { kind: "dialect" } },
    isRepeatable: true,
  },
} as const satisfies Readonly<Record<string, AttributeDefinition>>;
