import type { Field, Schema, Validator } from "@joinery/schema";
import type { CheckConstraint } from "./catalog.js";
import { readConstantDefault } from "./constant-default.js";
import { quoteIdentifier } from "./quote-identifier.js";
import { valueTypeOf, type ValueType } from "./value-type.js";

/** How a database says what is demanded of a value. */
export interface DemandSyntax {
  /** The number of characters of a text. */
  readonly length: (column: string) => string;
  /** The column compared with a value of its type, as a caller would write it. */
  readonly compare: (column: string, operator: "<=" | ">=", value: unknown, type: ValueType) => string;
}

/** The CHECKs for what is demanded of a field in the database too (`database: true`); null meets every demand. */
export function demandChecks(field: Field, schema: Schema, syntax: DemandSyntax): readonly CheckConstraint[] {
  return (field.validators ?? []).flatMap((validator) =>
    "checkName" in validator && validator.checkName !== undefined
      ? { name: validator.checkName, expression: demand(validator, field, schema, syntax) }
      : [],
  );
}

type DatabaseValidator = Extract<Validator, { readonly kind: "length" | "min" | "max" }>;

function demand(validator: DatabaseValidator, field: Field, schema: Schema, syntax: DemandSyntax): string {
  const column = quoteIdentifier(field.column);
  if (validator.kind === "length") {
    const length = syntax.length(column);
    const { min, max } = validator;
    const bounds = [
      ...(min === undefined ? [] : [`${length} >= ${min}`]),
      ...(max === undefined ? [] : [`${length} <= ${max}`]),
    ];
    return bounds.join(" and ");
  }
  const type = valueTypeOf(field, schema);
  const bound = readConstantDefault({ kind: "literal", value: validator.value }, type);
  return syntax.compare(column, validator.kind === "min" ? ">=" : "<=", bound?.value, type);
}
