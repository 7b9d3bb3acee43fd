import { lineAt, positionAt } from "./position.js";
import type { SourceFile } from "./source-file.js";
import type { Span } from "./span.js";

/** A line of source with a marker under a part of it, both fit for a terminal. */
export interface CodeFrame {
  readonly line: number;
  readonly text: string;
  /** Blanks, then at least one `^`. */
  readonly marker: string;
}

/** Characters of a long line that are shown, most of them behind the start of the marked part. */
const frameWidth = 120;
const contextBefore = 40;

const tab = "    ";

/** Frames the first line of `span`; what the span has beyond that line is not marked. */
export function frameCode(source: SourceFile, span: Span): CodeFrame {
  const { line, column } = positionAt(source, span.start);
  const whole = lineAt(source, line);
  const start = column - 1;
  const from = start + contextBefore < frameWidth ? 0 : alignToCharacter(whole, start - contextBefore);
  const to = alignToCharacter(whole, Math.min(whole.length, from + frameWidth));
  const end = Math.max(start, Math.min(to, start + span.end - span.start));
  const lead = from > 0 ? "…" : "";
  const before = showText(whole.slice(from, start));
  const text = `${lead}${before}${showText(whole.slice(start, to))}${to < whole.length ? "…" : ""}`;
  const width = Math.max(1, displayWidth(showText(whole.slice(start, end))));
  return { line, text, marker: " ".repeat(displayWidth(lead + before)) + "^".repeat(width) };
}

/** Text as a terminal can be trusted with it: tabs of one width, control and direction characters made visible. */
export function showText(text: string): string {
  return text
    .replaceAll("\t", tab)
    .replaceAll(/[\p{Cc}\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu, (character) => {
      const code = character.charCodeAt(0);
      return code < pictureOfSpace - pictures ? String.fromCharCode(pictures + code) : "\ufffd";
    });
}

/** Unicode's pictures of the control characters, in their order. */
const pictures = 0x2400;
const pictureOfSpace = 0x2420;

/** Not between the halves of a surrogate pair. */
function alignToCharacter(text: string, offset: number): number {
  return /[\udc00-\udfff]/.test(text.charAt(offset)) ? offset - 1 : offset;
}

/** Columns a terminal gives a text: none to a combining mark, two to an ideograph or emoji. */
function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    if (/\p{M}/u.test(character)) continue;
    width +=
      /[\p{Emoji_Presentation}\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u.test(
        character,
      )
        ? 2
        : 1;
  }
  return width;
}
