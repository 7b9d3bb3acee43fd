import { assigned, group, hardLine, ifBroken, indent, join, type Layout, line, softLine } from "./layout.js";
import { toPropertyKey } from "./safe-name.js";

/** A documentation comment, or nothing. What stands in the schema cannot end it early. */
export function printDocumentation(text: string | undefined): Layout {
  if (!text?.trim()) return [];
  const lines = text
    .trim()
    .replaceAll("*/", "*\\/")
    .split(/\r?\n/)
    .map((entry) => entry.trimEnd());
  if (lines.length === 1) return [`/** ${lines[0]} */`, hardLine];
  return ["/**", hardLine, lines.map((entry) => [` * ${entry}`.trimEnd(), hardLine]), " */", hardLine];
}

/** `{`, one member a line, `}`: the body of a class, an interface, an enum. */
export function printBody(members: readonly Layout[]): Layout {
  return members.length === 0 ? "{}" : ["{", indent(hardLine, join(hardLine, members)), hardLine, "}"];
}

/** A member of an interface, or (with a modifier) of a class: `name?: A | B;` */
export function printProperty(name: string, types: readonly Layout[], parts: PropertyParts = {}): Layout {
  const { documentation, modifier = "", isOptional = false } = parts;
  const key = `${modifier}${toPropertyKey(name)}${isOptional ? "?" : ""}:`;
  return [printDocumentation(documentation), key, printUnion(types), ";"];
}

export interface PropertyParts {
  readonly documentation?: string | undefined;
  readonly modifier?: "declare " | "readonly " | "declare readonly ";
  readonly isOptional?: boolean;
}

/** `export type Name = A | B;` */
export function printUnionAlias(name: string, members: readonly Layout[]): Layout {
  return [`export type ${name} =`, printUnion(members), ";"];
}

/** `export interface Name extends A, B { … }`. */
export function printInterface(
  name: string,
  [first = "", ...others]: readonly string[],
  members: readonly Layout[],
): Layout {
  if (others.length === 0) return [`export interface ${name} extends ${first} `, printBody(members)];
  const parents = join([",", line], [first, ...others]);
  return [
    group(
      `export interface ${name}`,
      indent(line, group("extends", indent(line, parents), members.length === 0 ? " {}" : " {")),
    ),
    members.length === 0 ? "" : [indent(hardLine, join(hardLine, members)), hardLine, "}"],
  ];
}

/** `export type Name = A & { … };` */
export function printAlias(name: string, type: Layout): Layout {
  return [`export type ${name} =`, assigned(type), ";"];
}

/** The members of a union behind a colon or an equals sign. */
export function printUnion(members: readonly Layout[]): Layout {
  const isSingle = members.length - members.filter((member) => member === "null").length <= 1;
  if (isSingle) return [" ", join(" | ", members)];
  const alternatives = members.map((member) => indent(member));
  return group(indent(line, group(ifBroken("| "), join([line, "| "], alternatives))));
}

/** `A & B`. */
export function printIntersection(first: string, ...others: readonly Layout[]): Layout {
  if (others.length === 0) return first;
  const last = others.length - 1;
  return group(`${first} &`, indent(others.map((other, index) => [line, other, index === last ? "" : " &"])));
}

/** An object type inside a line. */
export function printObjectType(members: readonly Layout[]): Layout {
  if (members.length === 0) return "{}";
  return group("{", indent(line, join([";", line], members)), ifBroken(";"), line, "}");
}

/** A tuple type with a label for each element. */
export function printTupleType(elements: readonly Layout[]): Layout {
  return group("[", indent(softLine, join([",", line], elements)), ifBroken(","), softLine, "]");
}

/** An object type with a property for each of some names: `{ [Field in Names]?: Type }`. */
export function printMappedType(names: string, type: string): Layout {
  return printObjectType([[group("[", indent(softLine, `Field in ${names}`), softLine, "]"), `?: ${type}`]]);
}

/** The arguments of a type, which break as one. */
export function printTypeArguments(types: readonly Layout[]): Layout {
  return group("<", indent(softLine, join([",", line], types)), softLine, ">");
}

/** The parameters of a type. */
export function printTypeParameters(names: readonly string[]): Layout {
  return group("<", indent(softLine, join([",", line], names)), ifBroken(","), softLine, ">");
}

/** A value that JSON can hold, as an expression on one line however long; keys that are undefined are left out. */
export function writeValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(writeValue).join(", ")}]`;
  if (typeof value === "string") return writeString(value);
  if (typeof value !== "object" || value === null) return String(value);
  const entries = Object.entries(value)
    .filter(([, entry]) => entry !== undefined)
    .map(([key, entry]) => `${writeKey(key)}: ${writeValue(entry)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

/** A list of strings, on one line where it fits. */
export function printStrings(values: readonly string[]): Layout {
  return printList(values.map(writeString));
}

/** A list of values, on one line where it fits. */
export function printList(values: readonly Layout[]): Layout {
  return printTupleType(values);
}

/** The parameters of a function, or the arguments of a call. */
export function printParameters(parameters: readonly Layout[]): Layout {
  return group("(", indent(softLine, join([",", line], parameters)), ifBroken(","), softLine, ")");
}

/** An object on one line where it fits. */
export function printObject(entries: readonly Layout[]): Layout {
  if (entries.length === 0) return "{}";
  return group("{", indent(line, join([",", line], entries)), ifBroken(","), line, "}");
}

/** In single quotes only where that saves escapes. */
function writeString(value: string): string {
  const doubled = JSON.stringify(value).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
  const doubles = value.split('"').length - 1;
  if (doubles <= value.split("'").length - 1) return doubled;
  return `'${doubled.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** A key that would set the prototype is computed instead. */
export function writeKey(key: string): string {
  return key === "__proto__" ? '["__proto__"]' : toPropertyKey(key);
}
