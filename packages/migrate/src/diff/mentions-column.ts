/**
 * Whether SQL may speak of a column: its name is there as a whole word, in any case. Inside a text in quotes too, so this errs on the side
 * of yes.
 */
export function mentionsColumn(sql: string, column: string): boolean {
  const text = sql.toLowerCase();
  const name = column.toLowerCase();
  const isWordAt = (at: number) => /[\p{L}\p{N}_$]/u.test(text.charAt(at));
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (!isWordAt(at - 1) && !isWordAt(at + name.length)) return true;
  }
  return false;
}
