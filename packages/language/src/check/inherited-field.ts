import type { KeyNameMeaning, Keys } from "./keys.js";
import type { BoundModel } from "./program.js";

/** Why a key or an index of a model cannot have a field, if it is inherited: only the primary key is in the model's own table. */
export function findInheritedField(
  meaning: KeyNameMeaning,
  model: BoundModel,
  { primaryKeys }: Pick<Keys, "primaryKeys">,
): string | undefined {
  if (meaning.kind !== "stored") return undefined;
  const shared = primaryKeys.get(model) ?? [];
  const inherited = meaning.fields.find((field) => field.model !== model && !shared.includes(field));
  return inherited && `in the table of \`${inherited.model.name}\``;
}
