import type { Validator, ValueObjectField } from "@joinery/schema";
import type { CodeFile } from "../../code-file.js";
import { writeValue } from "../../typescript-code.js";
import { bounds, isComparedAsText, webAddress } from "./checks-file.js";
import { buildCall, type SchemaCall } from "./schema-call.js";
import { zod } from "./zod-symbols.js";

/**
 * What Zod is asked of a value that is written: a call for each demand of the field. Formats are checks, not the deprecated
 * methods of the same name, so that what is trimmed can be judged trimmed.
 *
 * @param file what they stand in, which imports what they need
 */
export function buildValidatorCalls(
  { validators = [], type }: ValueObjectField,
  file: CodeFile,
): readonly SchemaCall[] {
  return validators.flatMap((validator) => buildCalls(validator, type.name, file));
}

function buildCalls(validator: Validator, type: string, file: CodeFile): readonly SchemaCall[] {
  switch (validator.kind) {
    case "trim":
      return [buildCall("trim")];
    case "email":
      return [buildCall("check", buildCall(`${file.use(zod)}.email`))];
    case "url":
      // Not `javascript:`, which a browser would run.
      return [buildCall("check", buildCall(file.use(webAddress)))];
    case "nonEmpty":
      return [buildCall("min", "1")];
    case "length": {
      const { min, max } = validator;
      return [
        ...(min === undefined ? [] : [buildCall("min", `${min}`)]),
        ...(max === undefined ? [] : [buildCall("max", `${max}`)]),
      ];
    }
    case "min":
    case "max":
      if (isComparedAsText(type)) {
        const check = file.use(bounds[type === "Decimal" ? "decimal" : "text"][validator.kind]);
        return [buildCall("check", buildCall(check, writeValue(validator.value)))];
      }
      return [buildCall(validator.kind, buildBound(validator.value, type))];
    case "regex":
      return [buildCall("regex", buildCall("new RegExp", writeValue(validator.pattern), '"u"'))];
  }
}

/** BigInt by its constructor: a literal would ask for a newer target than the user may have. */
function buildBound(value: number | string, type: string): string | SchemaCall {
  if (type === "DateTime") return buildCall("new Date", writeValue(value));
  return type === "BigInt" ? buildCall("BigInt", writeValue(value)) : String(value).replace("e+", "e");
}
