import type { ValueObjectField } from "@joinery/schema";

import { CodeFile } from "../../code-file.js";
import type { OwnSymbol } from "../../import-symbol.js";
import { printBody, printDocumentation } from "../../typescript-code.js";
import { zod } from "./zod-symbols.js";

const symbol = (name: string): OwnSymbol => ({ name, module: "zod/checks", isType: false, isOwn: true });

/** Checks that Zod has none of its own for: of what is a text but is compared otherwise. */
export const bounds = {
  decimal: { min: symbol("decimalAtLeast"), max: symbol("decimalAtMost") },
  text: { min: symbol("textAtLeast"), max: symbol("textAtMost") },
} as const;

export const webAddress = symbol("webAddress");

/** Whether values of the type are texts to the client that have an order. */
export function isComparedAsText(type: string): boolean {
  return type === "Decimal" || type === "Date" || type === "Time";
}

/** Whether the schema of a field uses any of them. */
export function needsChecks({ validators = [], type }: ValueObjectField): boolean {
  return validators.some(
    ({ kind }) => kind === "url" || ((kind === "min" || kind === "max") && isComparedAsText(type.name)),
  );
}

/** The module of the checks that Zod does not have. */
export function buildChecksFile(): CodeFile {
  const { decimal, text } = bounds;
  const own = [decimal, text].flatMap(({ min, max }) => [min.name, max.name]);
  const file = new CodeFile("zod/checks.ts", [...own, webAddress.name, "isInOrder"]);
  const z = file.use(zod);
  const add = (name: string, documentation: string, size: string, condition: string) =>
    file.add([
      printDocumentation(documentation),
      `export function ${name}(bound: string) `,
      printBody([
        `const message = \`Too ${size} \${bound}\`;`,
        `return ${z}.refine<string>((value) => ${condition}, message);`,
      ]),
    ]);
  file.add([
    printDocumentation("The address of a page: of other schemes, a browser would run some."),
    `export function ${webAddress.name}() `,
    printBody([`return ${z}.url({ protocol: /^https?$/ });`]),
  ]);
  const [small, big] = ["small: expected at least", "big: expected at most"] as const;
  add(text.min.name, "A date or time that is no earlier.", small, "value >= bound");
  add(text.max.name, "A date or time that is no later.", big, "value <= bound");
  add(decimal.min.name, "A decimal number that is no less.", small, "isInOrder(bound, value)");
  add(decimal.max.name, "A decimal number that is no greater.", big, "isInOrder(value, bound)");
  file.add([
    printDocumentation("Whether one decimal number is no greater than another, to the last digit."),
    "function isInOrder(low: string, high: string): boolean ",
    printBody([
      "const isDecimal = (text: string) => /^-?\\d+(\\.\\d+)?$/.test(text);",
      "if (!isDecimal(low) || !isDecimal(high)) return false;",
      'const decimals = (text: string) => text.split(".")[1] ?? "";',
      "const scale = Math.max(decimals(low).length, decimals(high).length);",
      [
        "const digits = (text: string) => ",
        printBody([
          'const [whole = ""] = text.split(".");',
          'return BigInt(whole + decimals(text).padEnd(scale, "0"));',
        ]),
        ";",
      ],
      "return digits(low) <= digits(high);",
    ]),
  ]);
  return file;
}
