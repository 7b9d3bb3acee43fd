/** The longest name every database keeps whole, in bytes. */
export const maxIdentifierBytes = 63;

const encoder = new TextEncoder();

/** Length in bytes, as databases count. */
export function countBytes(name: string): number {
  return encoder.encode(name).length;
}

/**
 * A name from parts, cut to {@link maxIdentifierBytes} with a hash of the whole: long names that differ stay different,
 * and the same schema gives the same name for ever.
 */
export function joinIdentifier(...parts: readonly string[]): string {
  const name = parts.join("_");
  // No character takes more than three bytes for each of its code units.
  if (name.length * 3 <= maxIdentifierBytes || countBytes(name) <= maxIdentifierBytes) return name;
  const hash = hashText(name);
  // Whole code points only: half of one would be no text.
  let kept = "";
  let room = maxIdentifierBytes - hash.length - 1;
  for (const character of name) {
    room -= countBytes(character);
    if (room < 0) break;
    kept += character;
  }
  return `${kept}_${hash}`;
}

/** FNV-1a over the UTF-8 bytes, eight hexadecimal digits: no secret, only a difference. */
function hashText(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of encoder.encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, "0");
}
