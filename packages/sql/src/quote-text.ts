/** A text as a SQL literal, for data definition only: values of a query are parameters. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
