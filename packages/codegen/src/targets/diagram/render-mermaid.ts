import type { Cardinality, Diagram, Row } from "./diagram.js";

/**
 * The diagram as Mermaid's `erDiagram`, which GitHub and most editors draw. Types lose what Mermaid cannot read: the
 * precision of a Decimal is left out, and what may be null says so in its comment. Relations of views are dotted.
 */
export function renderMermaid({ boxes, edges }: Diagram): string {
  const lines = ["erDiagram"];
  for (const { from, to, label, isLoose } of edges) {
    const line = leftEnds[from.cardinality] + (isLoose ? ".." : "--") + rightEnds[to.cardinality];
    lines.push(`  ${quote(from.box)} ${line} ${quote(to.box)} : ${quote(label)}`);
  }
  for (const { name, documentation, rows } of boxes) {
    if (documentation?.trim()) lines.push(`  %% ${writeLine(documentation)}`);
    lines.push(`  ${quote(name)} {`, ...rows.map((row) => `    ${writeRow(row)}`), "  }");
  }
  return `${lines.join("\n")}\n`;
}

const leftEnds: Readonly<Record<Cardinality, string>> = { one: "||", "zero-or-one": "|o", many: "}o" };
const rightEnds: Readonly<Record<Cardinality, string>> = { one: "||", "zero-or-one": "o|", many: "o{" };

function writeRow({ name, type, typeName, isList, isNullable, keys, documentation }: Row): string {
  const plainType = /^[\w()[\]]+$/.test(type) ? type : `${typeName}${isList ? "[]" : ""}`;
  const comment = [isNullable ? "optional" : "", writeLine(documentation ?? "")]
    .filter((part) => part !== "")
    .join(": ");
  const parts = [writeWord(plainType), writeWord(name), keys.join(", "), comment === "" ? "" : `"${comment}"`];
  return parts.filter((part) => part !== "").join(" ");
}

/** A field or type whose name is one of Mermaid's marks for keys would be read as that mark. */
function writeWord(name: string): string {
  return /^(PK|FK|UK)$/i.test(name) ? `${name}_` : name;
}

/** In quotes every name is a name: some are words of Mermaid's outside them. */
function quote(name: string): string {
  return `"${writeLine(name)}"`;
}

/** One line of text that ends no string, starts no directive, and shows markup as it is written. */
function writeLine(text: string): string {
  return text
    .replaceAll(/\p{Cs}/gu, "\ufffd")
    .replaceAll(/[\s\p{Cc}]+/gu, " ")
    .trim()
    .replaceAll(/[#"<>%{}\\;]/g, (letter) => `#${letter.charCodeAt(0)};`);
}
