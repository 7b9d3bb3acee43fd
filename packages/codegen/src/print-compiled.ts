import { layOutSql } from "./lay-out-sql.js";
import { hardLine, indent, join, printLayout, type Layout } from "./layout.js";
import { printList, printObject, writeKey, writeValue } from "./typescript-code.js";

/** Data of a query as the runtime has compiled it, with the SQL laid out and the code of decoders as it is. */
export function printCompiled(data: unknown): Layout {
  return print(data, (part, name) => {
    if (valuesOfUsers.has(name)) return printValue(part);
    if (typeof part !== "string") return printCompiled(part);
    return name === "sql" ? printSql(part) : name === "link" ? printCode(part) : writeValue(part);
  });
}

/** Under what there are values of the user, or names: there no name means anything. */
const valuesOfUsers: ReadonlySet<string> = new Set(["value", "default", "loaded"]);

function printValue(value: unknown): Layout {
  return print(value, printValue);
}

function print(value: unknown, printPart: (part: unknown, name: string) => Layout): Layout {
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value !== "object" || value === null) return writeValue(value);
  if (Array.isArray(value)) return printItems(value.map((part) => printPart(part, "")));
  if (value instanceof Date) return `new Date(${writeValue(value.toISOString())})`;
  if (value instanceof Uint8Array) return `new Uint8Array(${writeValue([...value])})`;
  return printObject(Object.entries(value).map(([name, part]) => [`${writeKey(name)}: `, printPart(part, name)]));
}

/** A list; of short items as many on a line as fit. */
function printItems(items: readonly Layout[]): Layout {
  if (items.length === 0) return "[]";
  const texts = items.map((item) => printLayout(item, Infinity));
  if (texts.some((text) => text.length > shortItem || text.includes("\n"))) return printList(items);
  const lines = [texts[0]!];
  for (const text of texts.slice(1)) {
    const line = `${lines.at(-1)!}, ${text}`;
    if (line.length > filledLine) lines.push(text);
    else lines[lines.length - 1] = line;
  }
  return printList(lines);
}

const shortItem = 60;
const filledLine = 90;

function printSql(sql: string): Layout {
  const lines = layOutSql(sql);
  if (lines === undefined) return writeValue(sql);
  const text = lines.map((line) => line.replaceAll(/[\\`]|\$\{/g, "\\$&"));
  return ["`", indent(text.map((line) => [hardLine, line])), hardLine, "`"];
}

function printCode(code: string): Layout {
  return join(hardLine, code.split("\n"));
}
