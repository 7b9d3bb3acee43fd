/** Whether every database can hold a text: no NUL, and no half of a surrogate pair, which UTF-8 cannot write. */
export function isStorableText(text: string): boolean {
  return !text.includes("\0") && !/\p{Surrogate}/u.test(text);
}
