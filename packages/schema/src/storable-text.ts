/**
 * Whether a text can be stored and comes back the same: NUL ends a text in one database or is refused, and half of a
 * surrogate pair has no UTF-8 form (drivers would replace it in silence).
 */
export function isStorableText(text: string): boolean {
  return !text.includes("\0") && (text as WellFormedText).isWellFormed();
}

/** ES2024, in every supported Node; the compiler's library is ES2023. */
type WellFormedText = string & { isWellFormed(): boolean };
