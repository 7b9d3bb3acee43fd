import type { Validator, ValueObjectField } from "@joinery/schema";
import type { CodeFile } from "../../code-file.js";
import { writeValue } from "../../typescript-code.js";
import { bounds, isComparedAsText, webAddress } from "./checks-file.js";
import { zod } from "./zod-symbols.js";

/**
 * What Zod is asked of a value that is written: a call for each demand of the field. Formats are checks, not the deprecated
 * methods of the same name, so that what is trimmed can be judged trimmed.
 *
 * @param file what they stand in, which imports what they need
 */
export function writeValidatorCalls({ validators = [], type }: ValueObjectField, file: CodeFile): readonly string[] {
  return validators.flatMap((validator) => writeCalls(validator, type.name, file));
}

function writeCalls(validator: Validator, type: string, file: CodeFile): readonly string[] {
  switch (validator.kind) {
    case "trim":
      return ["trim()"];
    case "email":
      return [`check(${file.use(zod)}.email())`];
    case "url":
      // Not `javascript:`, which a browser would run.
      return [`check(${file.use(webAddress)}())`];
    case "nonEmpty":
      return ["min(1)"];
    case "length": {
      const { min, max } = validator;
      return [...(min === undefined ? [] : [`min(${min})`]), ...(max === undefined ? [] : [`max(${max})`])];
    }
    case "min":
    case "max":
      if (isComparedAsText(type)) {
        const check = file.use(bounds[type === "Decimal" ? "decimal" : "text"][validator.kind]);
        return [`check(${check}(${writeValue(validator.value)}))`];
      }
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
