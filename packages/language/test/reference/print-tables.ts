import type { AttributeDefinition } from "../../src/check/attribute-table.js";
import { describeArgument } from "../../src/check/match-arguments.js";
import type { Signature } from "../../src/check/signature.js";

/** The attributes of one table: where each stands and what it takes. */
export function printAttributes(sign: "@" | "@@", attributes: Readonly<Record<string, AttributeDefinition>>): string {
  const rows = Object.entries(attributes).map(([name, { places, signature }]) => [
    `\`${sign}${name}\``,
    places.join(", "),
    printArguments(signature),
  ]);
  return printTable(["attribute", "stands on", "arguments"], rows);
}

/** Functions that a default can call, and what each takes. */
export function printFunctions(functions: Readonly<Record<string, Signature>>): string {
  const rows = Object.entries(functions).map(([name, signature]) => [`\`${name}()\``, printArguments(signature)]);
  return printTable(["function", "arguments"], rows);
}

/** A table in Markdown. */
export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => "---"), ...rows.map((cells) => cells.map((cell) => cell.replaceAll("|", "\\|")))];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** What may go without its name stands without a colon, what may be left out with a question mark, any number with dots. */
function printArguments(signature: Signature): string {
  const printed = Object.entries(signature).map(([name, definition]) => {
    const isOptional = definition.isRequired !== true || definition.alternative !== undefined;
    if (definition.isRest) return `\`${name}…\` each ${describeArgument(definition.kind)}`;
    const sign = `${definition.isPositional ? "" : ":"}${isOptional ? "?" : ""}`;
    return `\`${name}${sign}\` ${describeArgument(definition.kind)}`;
  });
  return printed.join("<br>");
}
