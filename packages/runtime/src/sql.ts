import { InvalidArgument } from "./errors/call-errors.js";
import { SqlFragment, SqlOrder, type SqlValue } from "./sql-fragment.js";

/** What makes a {@link SqlFragment} of a template, and fragments of fragments. */
export interface SqlTag {
  (strings: TemplateStringsArray, ...values: readonly SqlValue[]): SqlFragment;
  /** Values or fragments one after the other, with the separator (a comma, unless said) between them. One at least. */
  join(list: readonly SqlValue[], separator?: SqlFragment): SqlFragment;
  /** To order by what a fragment gives, least first. Null counts as larger than anything, unless `nulls` says where it goes. */
  asc(fragment: SqlFragment, nulls?: "first" | "last"): SqlOrder;
  /** To order by what a fragment gives, greatest first. */
  desc(fragment: SqlFragment, nulls?: "first" | "last"): SqlOrder;
}

/**
 * SQL of your own, where a filter or an order stands: `` where: sql`length(${db.users.fields.email}) > ${20}` ``. What is put in is never text
 * of the statement: a value is a parameter, a field the column of the row that the filter is about, quoted and qualified (after a dot, as in
 * `u.${field}`, its name alone), a repository the table, a fragment goes in as it is (the idea of slonik's and of Drizzle's `sql`).
 *
 * @throws InvalidArgument when it is called with what is no template: text that was put together elsewhere could say anything
 */
export const sql: SqlTag = Object.assign(
  (strings: TemplateStringsArray, ...values: readonly SqlValue[]) => new SqlFragment(readTemplate(strings), values),
  {
    join(list: readonly SqlValue[], separator: SqlFragment = comma): SqlFragment {
      if (!Array.isArray(list) || list.length === 0) {
        throw new InvalidArgument("list", "sql.join expects a list of one value or fragment at least.");
      }
      if (!SqlFragment.isFragment(separator))
        throw new InvalidArgument("separator", "Expected a fragment: sql` and `.");
      return new SqlFragment(
        undefined,
        Array.from(list as readonly SqlValue[]).flatMap((each, place) => (place === 0 ? [each] : [separator, each])),
      );
    },
    asc: (fragment: SqlFragment, nulls: "first" | "last" = "last") => new SqlOrder(fragment, "asc", nulls),
    desc: (fragment: SqlFragment, nulls: "first" | "last" = "first") => new SqlOrder(fragment, "desc", nulls),
  },
);

const comma = new SqlFragment(Object.freeze([", "]), []);

/** The strings of a template are an object of its own, which nobody can change: that is the shape of what it makes. */
export function readTemplate(strings: TemplateStringsArray): readonly string[] {
  if (!Array.isArray(strings) || !Array.isArray(strings.raw) || !Object.isFrozen(strings)) {
    throw new InvalidArgument("sql", "Write sql`…`, a template: values go in by ${…}.");
  }
  const place = strings.findIndex((text) => text === undefined);
  if (place >= 0) throw new InvalidArgument("sql", "The template has an escape sequence that is none.");
  return strings;
}
