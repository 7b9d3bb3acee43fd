import {
  filteredScalarOf,
  listFilterOperators,
  operandOf,
  type Field,
  type FilterOperator,
  type Operand,
  type ScalarName,
} from "@joinery/schema";
import { readFieldFilter } from "../../src/args/filters/read-field-filter.js";
import { isMalformed, shapeOf } from "../../src/args/shape-key.js";
import { createMetadata } from "../../src/metadata/metadata.js";
import { schema } from "../blog-schema.js";

const scalars: readonly ScalarName[] = [
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
const types = [...scalars.map((name) => ({ kind: "scalar", name }) as const), { kind: "enum", name: "Role" } as const];
const yes = [undefined, true] as const;

/** A field of every type, single and a list, required and not. */
const fields = types.flatMap((type) =>
  yes.flatMap((isList) =>
    yes.map((isNullable): Field => {
      const name = `${type.name}${isList ? "List" : ""}${isNullable ? "Maybe" : ""}`;
      return { name, column: name, type, ...(isList && { isList }), ...(isNullable && { isNullable }) };
    }),
  ),
);

const [user] = schema.models.filter((model) => model.name === "User");
const model = createMetadata({
  ...schema,
  enums: [{ name: "Role", databaseName: "role", members: [{ name: "READER", databaseName: "READER" }] }],
  models: [{ ...user!, fields: [...user!.fields, ...fields] }, ...schema.models.filter((each) => each !== user)],
}).model("User");

/** What the planner looks at of a value is its kind: the values themselves are checked when they are bound. */
const examples: Readonly<Record<Operand, (isList: boolean) => unknown>> = {
  own: (isList) => (isList ? ["x"] : "x"),
  "own-or-filter": () => ({ equals: "x" }),
  value: () => "x",
  values: () => ["x"],
  pair: () => ["x", "y"],
  element: () => "x",
  elements: () => ["x"],
  text: () => "x",
  flag: () => true,
  mode: () => "insensitive",
};

const operators: readonly FilterOperator[] = [
  ...new Set(
    fields.flatMap(({ type, isList = false, isNullable = false }) =>
      listFilterOperators({ scalar: filteredScalarOf(type), isList, isNullable }),
    ),
  ),
];

describe.each(fields.map((field) => [field.name, field] as const))("a filter of %s", (name, field) => {
  const { type, isList = false, isNullable = false } = field;
  const known = listFilterOperators({ scalar: filteredScalarOf(type), isList, isNullable });
  const member = model.members.get(name)!;

  it.each(operators)("takes %s if the table says so, and only then", (operator) => {
    // Of a mode alone nothing follows.
    const filter = { [operator]: examples[operandOf(operator)](isList), ...(operator === "mode" && { equals: "x" }) };
    const read = () => (member.kind === "field" ? readFieldFilter(filter, member, model, [name]) : undefined);
    if (known.includes(operator)) {
      expect(read()).toBeDefined();
      expect(isMalformed(shapeOf({ where: { [name]: filter } }, model))).toBe(false);
    } else expect(read).toThrow(`has no "${operator}"`);
  });
});
