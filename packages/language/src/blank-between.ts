/** Whether nothing but blanks lies between two offsets: no line break, no character that means anything. */
export function isBlankBetween(text: string, start: number, end: number): boolean {
  for (let offset = start; offset < end; offset++) {
    const character = text.charAt(offset);
    if (character === " " || character === "\t") continue;
    if (character === "\n" || character === "\r" || !/\s/.test(character)) return false;
  }
  return true;
}
