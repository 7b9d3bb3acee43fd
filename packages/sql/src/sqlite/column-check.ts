import type { Field, Schema } from "@joinery/schema";
import { quoteIdentifier } from "../quote-identifier.js";
import { quoteText } from "../quote-text.js";
import { valueTypeOf } from "../value-type.js";

/** The condition that stands in for a type this database does not have; null passes every CHECK. */
export function columnCheck(field: Field, schema: Schema): string | undefined {
  const name = quoteIdentifier(field.column);
  const type = valueTypeOf(field, schema);
  if (type.isList || type.isObjectList) return `json_valid(${name}) and json_type(${name}) = 'array'`;
  switch (type.scalar) {
    case "Boolean":
      return `${name} in (0, 1)`;
    case "Json":
    case "Object":
      return `json_valid(${name})`;
    case "Enum":
      return `${name} in (${(type.enum?.members ?? []).map((member) => quoteText(member.databaseName)).join(", ")})`;
    default:
      return type.length === undefined ? undefined : `length(${name}) <= ${type.length}`;
  }
}
