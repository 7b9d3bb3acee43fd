import { formatModelFile } from "../../src/index.js";

/** A fenced block of the reference that is a schema of its own. */
export interface ModelBlock {
  readonly text: string;
  /** The codes it is to give, as its fence says: ```model error=check/unknown-type. */
  readonly codes: readonly string[];
  /** The line of its fence, from 1. */
  readonly line: number;
}

const pattern = /^```model\b(.*)\n([^]*?)^```$/gm;

/** Every ```model block, in order. */
export function readModelBlocks(markdown: string): readonly ModelBlock[] {
  return [...markdown.matchAll(pattern)].map(({ 1: words = "", 2: text = "", index }) => ({
    text,
    codes: words.split(/[\s,]+|error=|warning=/).filter((word) => word !== ""),
    line: markdown.slice(0, index).split("\n").length,
  }));
}

/** The text with each block that has no mistake formatted. */
export function formatModelBlocks(markdown: string): string {
  return markdown.replaceAll(pattern, (block, words: string, text: string) =>
    words === "" ? `\`\`\`model\n${formatModelFile({ path: "example.model", text }).text}\`\`\`` : block,
  );
}
