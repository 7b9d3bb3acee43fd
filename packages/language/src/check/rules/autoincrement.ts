import type { StoredField } from "../keys.js";
import { readVariants } from "../read-variants.js";
import type { Rule } from "../rule.js";

/** `autoincrement()` numbers a primary key of one whole number. */
export const checkAutoincrement: Rule = ({ models, keys }, { report }) => {
  for (const model of models) {
    const key = keys.primaryKeys.get(model);
    for (const stored of keys.storedFields.get(model) ?? []) {
      const call = findCall(stored);
      if (call === undefined) continue;
      const isWhole = !stored.isList && (stored.type.name === "Int" || stored.type.name === "BigInt");
      // Where the key is not known, a mistake in it is reported.
      const isKey = key === undefined || (key.length === 1 && key[0] === stored);
      if (!isWhole || !isKey) report("check/misplaced-autoincrement", call.span, { field: stored.name });
    }
  }
};

function findCall({ origin }: StoredField) {
  if (origin.kind !== "declared") return undefined;
  const value = readVariants(origin.field.declaration.attributes, "default").plain?.values.value?.value;
  return value?.kind === "call" && value.name.text === "autoincrement" ? value : undefined;
}
