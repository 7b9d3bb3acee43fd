import type { Fulltext, SearchLanguage } from "@joinery/schema";
import type { FulltextParts } from "../dialect.js";
import { quoteIdentifier } from "../quote-identifier.js";
import { quoteText } from "../quote-text.js";
import { searchEncoding, type SearchAlternative, type SearchTerm } from "../search-query.js";
import type { SqlWriter } from "../sql-syntax.js";
import type { SearchMatch } from "../search-match.js";

/**
 * What separates words: signs, spaces and symbols of all scripts in use. Said by number, since which of them are letters depends on the
 * locale of the database, and its parser of texts sees more than words: addresses, numbers with signs, mark-up.
 */
const separators = String.raw`[\u0001-\u002F\u003A-\u0040\u005B-\u0060\u007B-\u00A9\u00AB-\u00B4\u00B6-\u00B9\u00BB-\u00BF\u00D7\u00F7\u02C2-\u02C5\u037E\u0387\u055A-\u055F\u0589\u05BE\u05C0\u05C3\u05F3\u05F4\u060C\u061B\u061F\u066A-\u066D\u06D4\u0964\u0965\u2000-\u2070\u2074-\u207E\u2080-\u208E\u20A0-\u20CF\u2190-\u2BFF\u2E00-\u2E7F\u3000-\u3004\u3008-\u3020\u3030\uFE10-\uFE1F\uFE30-\uFE6F\uFF01-\uFF0F\uFF1A-\uFF20\uFF3B-\uFF40\uFF5B-\uFF65\uFFE0-\uFFFF\U0001F000-\U0001FAFF]+`;

/** Between two texts, so that no phrase goes from one to the other: nothing that can be searched for. */
const boundary = `'''|'':1'::tsvector`;

/**
 * A column with the words of a row and an index over it. A column, and not an expression of the index alone: the relevance of a row and the
 * order of words in a phrase are read from it, and would else be made of the texts again for each row found.
 *
 * @param columnOf from fields to columns
 */
export function fulltextParts(
  { name, column, fields, language }: Fulltext,
  columnOf: (field: string) => string,
): FulltextParts {
  if (column === undefined) throw new Error(`Nothing says what the column of "${name}" is called`);
  const vectors = fields.map(({ name: field, weight = "D" }) => {
    const text = `coalesce(${quoteIdentifier(columnOf(field))}::text, '')`;
    const words = `regexp_replace(${text}, ${quoteText(separators)}, ' ', 'g')`;
    return `setweight(to_tsvector(${configuration(language)}, ${words}), '${weight}')`;
  });
  const expression = vectors.join(` || ${boundary} || `);
  return {
    columns: [{ name: column, type: "tsvector", isNullable: true, generated: { expression, isStored: true } }],
    indexes: [{ name, columns: [{ name: column, sort: "asc" }], method: "gin" }],
  };
}

/** The words of a search as this database reads them. */
export function compileQuery({ index, slot }: Pick<SearchMatch, "index" | "slot">, writer: SqlWriter): string {
  const { language } = index;
  return `to_tsquery(${configuration(language)}, ${writer.parameter(slot, searchEncoding(language))})`;
}

export function printSearch(alternatives: readonly SearchAlternative[]): string {
  return alternatives.map(printAlternative).join(" | ");
}

/** Words are compared as they are by the one that is called simple. */
function configuration(language: SearchLanguage | undefined): string {
  return `${quoteText(language ?? "simple")}::regconfig`;
}

function printAlternative({ all, none }: SearchAlternative): string {
  return [...all.map(printTerm), ...none.map((term) => `!${printTerm(term)}`)].join(" & ");
}

function printTerm({ words, isPrefix }: SearchTerm): string {
  const phrase = words.map((word) => `'${word}'`).join(" <-> ") + (isPrefix ? ":*" : "");
  return words.length === 1 ? phrase : `(${phrase})`;
}
