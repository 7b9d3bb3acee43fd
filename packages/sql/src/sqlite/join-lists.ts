/** The elements of two lists as one, for `join_lists` in SQL. By their text, so that no number in them is rounded; what is null has none. */
export function joinLists(list: string | null, more: string | null): string {
  return `[${[list, more]
    .map((each) => each?.trim().slice(1, -1).trim() ?? "")
    .filter((elements) => elements !== "")
    .join(",")}]`;
}
