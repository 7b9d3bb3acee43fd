import type { Validator, ValueObjectField } from "@joinery/schema";
import { writeValue } from "../../typescript-code.js";

/**
 * What Zod is asked of a value that is written: a call for each demand of the field. Formats are checks, not the deprecated
 * methods of the same name, so that what is trimmed can be judged trimmed.
 *
 * @param z the name under which Zod is imported
 */
export function writeValidatorCalls({ validators = [], type }: ValueObjectField, z: string): readonly string[] {
  return validators.flatMap((validator) => writeCalls(validator, type.name, z));
}

function writeCalls(validator: Validator, type: string, z: string): readonly string[] {
  switch (validator.kind) {
    case "trim":
      return ["trim()"];
    case "email":
    case "url":
      return [`check(${z}.${validator.kind}())`];
    case "nonEmpty":
      return ["min(1)"];
    case "length": {
      const { min, max } = validator;
      return [...(min === undefined ? [] : [`min(${min})`]), ...(max === undefined ? [] : [`max(${max})`])];
    }
    case "min":
    case "max":
      return [`${validator.kind}(${writeBound(validator.value, type)})`];
    case "regex":
      return [`regex(new RegExp(${writeValue(validator.pattern)}, "u"))`];
  }
}

/** BigInt by its constructor: a literal would ask for a newer target than the user may have. */
function writeBound(value: number | string, type: string): string {
  if (type === "DateTime") return `new Date(${writeValue(value)})`;
  return type === "BigInt" ? `BigInt(${writeValue(value)})` : String(value).replace("e+", "e");
}
