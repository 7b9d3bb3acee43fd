import type { Model, Schema } from "@joinery/schema";
import { UnsupportedError, type Dialect, type FulltextParts } from "@joinery/sql";
import { ddlOf } from "@joinery/sql/ddl";

/** @throws UnsupportedError for a language whose words this database cannot reduce to their stems. */
export function lowerFulltext(model: Model, schema: Schema, dialect: Dialect): FulltextParts {
  const { fulltext } = model;
  const { name, capabilities } = dialect;
  if (fulltext?.language !== undefined && !capabilities.searchLanguages.includes(fulltext.language)) {
    throw new UnsupportedError(
      `The words of "${fulltext.name}" are to be reduced to their stems in ${fulltext.language}, which ${name} cannot: it knows ${capabilities.searchLanguages.join(", ")}. Leave the language out, and words are compared as they are.`,
    );
  }
  return ddlOf(dialect).fulltext(model, schema);
}
