import type { Field, Model, Relation, ScalarName, Schema, ValueObject } from "@joinery/schema";
import fc from "fast-check";
import { randomValidators } from "./random-validators.js";

const scalarNames: ScalarName[] = [
  "Int",
  "BigInt",
  "Float",
  "Decimal",
  "Boolean",
  "String",
  "Text",
  "DateTime",
  "Date",
  "Time",
  "Uuid",
  "Json",
  "Bytes",
];

/** Names as people write them, short and long, so that lines break in every place. */
const word = fc.stringMatching(/^[A-Z][a-z]{0,5}$/);
const modelName = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(""));
const fieldName = modelName.map((name) => `${name.charAt(0).toLowerCase()}${name.slice(1)}F`);
const documentation = fc.option(fc.string({ unit: "grapheme", maxLength: 60 }), { nil: undefined });

const field: fc.Arbitrary<Field> = fc
  .record({
    name: fieldName,
    typed: fc.constantFrom(...scalarNames).chain((scalar) =>
      fc.record({
        type: fc.record({
          kind: fc.constant("scalar" as const),
          name: fc.constant(scalar),
          length: fc.option(fc.integer({ min: 1, max: 1000 }), { nil: undefined }),
        }),
        validators: fc.option(randomValidators(scalar), { nil: undefined }),
      }),
    ),
    flags: fc.record({ isList: fc.boolean(), isNullable: fc.boolean(), isHidden: fc.boolean() }),
    value: fc.option(fc.jsonValue({ maxDepth: 2, stringUnit: "grapheme" }), { nil: undefined }),
    documentation,
  })
  .map(({ name, typed, flags, value, documentation: text }) =>
    withoutUndefined({
      name,
      column: name,
      ...typed,
      ...Object.fromEntries(Object.entries(flags).filter(([, isSet]) => isSet)),
      default: value === undefined ? undefined : { kind: "literal", value },
      documentation: text,
    }),
  );

const model = fc.record({
  name: modelName,
  fields: fc.uniqueArray(field, { minLength: 1, maxLength: 8, selector: ({ name }) => name }),
  keys: fc.array(fc.array(fc.nat(7), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }),
  relations: fc.uniqueArray(fc.record({ name: fieldName, target: fc.nat(3), isMany: fc.boolean() }), {
    maxLength: 4,
    selector: ({ name }) => name,
  }),
  documentation,
});

/** Each may be made of every other, in circles too. */
const types = fc
  .uniqueArray(
    fc.record({
      name: modelName,
      fields: fc.uniqueArray(fc.record({ part: field, of: fc.option(fc.nat(3), { nil: undefined }) }), {
        minLength: 1,
        maxLength: 6,
        selector: ({ part }) => part.name,
      }),
      documentation,
    }),
    { maxLength: 4, selector: ({ name }) => name.toLowerCase() },
  )
  .map((drafts): ValueObject[] =>
    drafts.map(({ name, fields, documentation: text }) =>
      withoutUndefined({
        name: `${name}T`,
        fields: fields.map(({ part, of }) => ({
          ...part,
          column: undefined,
          ...(of !== undefined && madeOf(`${drafts[of % drafts.length]!.name}T`)),
        })),
        documentation: text,
      }),
    ),
  );

/** Any schema the generators may be given, as far as their text depends on it: tables and constraints are left plain. */
export const randomSchema: fc.Arbitrary<Schema> = fc
  .tuple(fc.uniqueArray(model, { minLength: 1, maxLength: 4, selector: ({ name }) => name.toLowerCase() }), types)
  .map(([models, objects]) => ({
    enums: [],
    joinTables: [],
    ...(objects.length > 0 && { types: objects }),
    models: models.map(({ name, fields, keys, relations, documentation: text }): Model => {
      const keyFields = keys.map((key) => [...new Set(key.map((index) => fields[index % fields.length]!.name))]);
      const [primary, ...uniques] = keyFields.map((names) => ({ name: names.join("_"), fields: names }));
      return withoutUndefined({
        name,
        accessor: `${name.charAt(0).toLowerCase()}${name.slice(1)}s`,
        table: { name },
        fields: fields.map((each, index) => {
          const object = objects[index];
          const isInKey = keyFields.some((names) => names.includes(each.name));
          return object === undefined || isInKey ? each : { ...each, ...madeOf(object.name) };
        }),
        relations: relations.map((each): Relation => {
          const target = models[each.target % models.length]!.name;
          const way = { name: `${each.name}R`, target, fields: [fields[0]!.name], references: ["id"], inverse: "back" };
          return { ...way, kind: "inverse", cardinality: each.isMany ? "many" : "one" };
        }),
        primaryKey: primary!,
        uniques,
        indexes: [],
        documentation: text,
      });
    }),
  }));

/** A field of scalars no more: nothing can be demanded of it. */
function madeOf(name: string) {
  return { type: { kind: "object" as const, name }, validators: undefined };
}

function withoutUndefined<T>(value: object): T {
  return JSON.parse(JSON.stringify(value));
}
