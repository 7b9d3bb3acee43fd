import type { Diagnostic, SourceFile } from "@joinery/schema";
import { diagnostic } from "../diagnostics.js";

const sampleLength = 4096;

/** Names a file that is no text at all, by its first NUL or by a beginning full of what is no character. */
export function rejectBinary({ path, text }: SourceFile): Diagnostic | undefined {
  const nul = text.indexOf("\0");
  if (nul !== -1) {
    return diagnostic(
      "parse/not-text",
      { file: path, start: nul, end: nul + 1 },
      { reason: "it holds a NUL character" },
    );
  }
  const sample = text.slice(0, sampleLength);
  const unreadable = sample.match(/(?![\t\n\v\f\r])[\p{Cc}\ufffd]/gu)?.length ?? 0;
  if (unreadable * 10 <= sample.length) return undefined;
  const span = { file: path, start: 0, end: Math.min(1, text.length) };
  return diagnostic("parse/not-text", span, { reason: "much of it is not readable as UTF-8" });
}
