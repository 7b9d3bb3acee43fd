import { isUtf8 } from "node:buffer";
import { readFileSync } from "node:fs";
import type { SourceFile } from "@joinery/schema";
import { problem } from "../problem.js";

/**
 * Reads schema files; their paths become what the user would write.
 *
 * @throws UserProblem when one is not UTF-8 text; an error of the file system when one cannot be read.
 */
export function readSchemaFiles(files: readonly string[], show: (path: string) => string): SourceFile[] {
  return files.map((file) => ({ path: show(file), text: decodeText(readFileSync(file), show(file)) }));
}

/** What is not UTF-8 is refused here: decoding would replace it, and the formatter would write the replacement back. */
function decodeText(bytes: Buffer, file: string): string {
  if (!isUtf8(bytes)) throw problem("cli/schema-not-text", { file, offset: firstInvalidByte(bytes) });
  return new TextDecoder("utf-8").decode(bytes);
}

/** Decoding replaces what is invalid, so the first byte that does not come back is the place. */
function firstInvalidByte(bytes: Buffer): number {
  const decoded = Buffer.from(bytes.toString("utf8"));
  return bytes.findIndex((byte, index) => byte !== decoded[index]);
}
