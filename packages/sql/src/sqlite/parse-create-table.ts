import type { CheckConstraint, KeyConstraint } from "../catalog.js";
import { closingParenthesis, readTokens, splitItems, type Token } from "./sql-tokens.js";

/** What only the text of CREATE TABLE knows: the names of constraints, the CHECKs, and whether the table numbers its rows. */
export interface TableText {
  readonly primaryKeyName?: string;
  readonly isNumbered: boolean;
  readonly uniques: readonly Partial<KeyConstraint>[];
  readonly foreignKeys: readonly {
    readonly name?: string;
    readonly columns: readonly string[];
    readonly isDeferrable: boolean;
  }[];
  /** What columns are computed by, by their names in lower case. */
  readonly generated: ReadonlyMap<string, string>;
  readonly checks: readonly (Omit<CheckConstraint, "name"> & { readonly name?: string })[];
}

/**
 * Reads the stored text of a CREATE TABLE, whoever wrote it. It never fails: of a text that it does not understand it finds less. The structure
 * comes from the database itself.
 */
export function parseCreateTable(sql: string): TableText {
  const found: MutableText = { isNumbered: false, generated: new Map(), uniques: [], foreignKeys: [], checks: [] };
  for (const item of splitItems(readTokens(sql))) readItem(item, sql, found);
  return found;
}

type MutableText = {
  -readonly [Key in keyof TableText]: TableText[Key] extends readonly (infer Item)[]
    ? Item[]
    : TableText[Key] extends ReadonlyMap<infer Name, infer Text>
      ? Map<Name, Text>
      : TableText[Key];
};

const tableConstraints: ReadonlySet<string | undefined> = new Set([
  "constraint",
  "primary",
  "unique",
  "check",
  "foreign",
]);

/** A constraint says its columns; one that stands behind a column is of that column. */
function readItem(tokens: readonly Token[], sql: string, found: MutableText): void {
  const isColumn = !tableConstraints.has(tokens[0]?.keyword);
  const column = isColumn && tokens[0] !== undefined ? [tokens[0].text] : [];
  let name: string | undefined;
  for (let at = isColumn ? 1 : 0; at < tokens.length; at++) {
    const named = name === undefined ? {} : { name };
    const next = closingParenthesis(tokens, at + 1);
    switch (tokens[at]?.keyword) {
      case "constraint":
        name = tokens[++at]?.text;
        continue;
      case "primary":
        if (name !== undefined) found.primaryKeyName = name;
        break;
      case "autoincrement":
        found.isNumbered = true;
        break;
      case "unique":
        found.uniques.push({ ...named, columns: isColumn ? column : namesBetween(tokens, at + 1, next) });
        break;
      case "check":
        found.checks.push({ ...named, expression: sql.slice(tokens[at + 1]?.end, tokens[next]?.start).trim() });
        at = next;
        break;
      case "as":
        if (isColumn && tokens[at + 1]?.keyword === "(") {
          const expression = sql.slice(tokens[at + 1]?.end, tokens[next]?.start).trim();
          found.generated.set(column[0]?.toLowerCase() ?? "", expression);
        }
        at = next;
        break;
      case "foreign": {
        const columnsEnd = closingParenthesis(tokens, at + 2);
        found.foreignKeys.push({
          ...named,
          columns: namesBetween(tokens, at + 2, columnsEnd),
          isDeferrable: isDeferrable(tokens),
        });
        return;
      }
      case "references":
        found.foreignKeys.push({ ...named, columns: column, isDeferrable: isDeferrable(tokens.slice(at)) });
        break;
      // A default or another expression may hold any word.
      case "(":
        at = closingParenthesis(tokens, at);
        continue;
      default:
        continue;
    }
    name = undefined;
  }
}

function namesBetween(tokens: readonly Token[], from: number, to: number): string[] {
  return tokens.slice(from + 1, to).flatMap(({ text }, index, inside) => {
    return index === 0 || inside[index - 1]?.keyword === "," ? [text] : [];
  });
}

function isDeferrable(tokens: readonly Token[]): boolean {
  return tokens.some(({ keyword }, index) => keyword === "deferrable" && tokens[index - 1]?.keyword !== "not");
}
