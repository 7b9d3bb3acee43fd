import type { Fulltext } from "@joinery/schema";
import type { BuildContext } from "./build-context.js";
import { joinIdentifier } from "./identifier.js";
import type { BoundModel } from "./program.js";
import { readBlockAttributes } from "./read-attribute.js";

/** The column with the words of a row, in databases that keep them there. */
const column = "search_vector";

/** Where a search of the model looks, as far as its fields are its own. */
export function buildFulltext(model: BoundModel, { keys, tables, note }: BuildContext): Fulltext | undefined {
  const [declared] = readBlockAttributes(model.attributes, "fulltext");
  if (declared === undefined) return undefined;
  const { node, values } = declared;
  const { name: table, ...schema } = tables.tableOf(model);
  const name = values.name?.value ?? joinIdentifier(table, "fulltext");
  const use = { owner: model.name, span: node.span, describe: () => `the full-text index of \`${model.name}\`` };
  const made = values.name === undefined && { isMade: true as const };
  note({ space: "relation", ...schema, name, ...use, ...made });
  // Where words are in a table of their own, there may be one more that numbers the keys of the rows.
  note({ space: "relation", ...schema, name: `${name}_keys`, ...use, isMade: true });
  note({ space: "column", name: column, ...use });
  const stored = new Set((keys.storedFields.get(model) ?? []).map((field) => field.name));
  const { fields, language } = values;
  return {
    name,
    column,
    fields: (fields?.value ?? [])
      .filter(({ text }) => stored.has(text))
      .map(({ text, weight }) => ({ name: text, ...(weight && { weight }) })),
    ...(language && { language: language.value }),
  };
}
