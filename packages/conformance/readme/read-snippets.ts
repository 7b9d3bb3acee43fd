import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A fenced block of a page. */
export interface Snippet {
  readonly language: string;
  /** What else its fence says. */
  readonly words: readonly string[];
  readonly text: string;
  /** The line of its fence, from 1. */
  readonly line: number;
}

/** Every fenced block of a page of the repository, in order. */
export function readSnippets(page: string): Snippet[] {
  const text = readFileSync(join(__dirname, "../../..", page), "utf8");
  return [...text.matchAll(/^```(.*)\n([^]*?)^```$/gm)].map(({ 1: fence = "", 2: body = "", index }) => ({
    language: fence.split(" ")[0] ?? "",
    words: fence.split(" ").slice(1),
    text: body,
    line: text.slice(0, index).split("\n").length,
  }));
}

/** One program of all TypeScript snippets: their imports first, and each in a block of its own that sees `db`. */
export function joinPrograms(snippets: readonly Snippet[]): string {
  const imports = new Set<string>();
  const blocks = snippets.map(({ text, line }) => {
    const body = text.replaceAll(/^import .*;\n/gm, (statement) => {
      imports.add(statement);
      return "";
    });
    // What connects is seen by all that follow; everything else keeps its names to itself.
    return body.includes("connect(process") ? body : `// README.md:${line}\n{\n${body}}\n`;
  });
  return `${[...imports].join("")}\nasync function main() {\n${blocks.join("")}await db.dispose();\n}\n\nvoid main();\n`;
}
