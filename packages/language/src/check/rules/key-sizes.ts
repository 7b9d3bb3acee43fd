import { comesFirst } from "../build-join-tables.js";
import { maxKeyFields } from "../keys.js";
import type { Rule } from "../rule.js";

/** A key ends somewhere: it is not made of itself, nor of more fields than a database takes. */
export const checkKeySizes: Rule = ({ keys, models, roles }, { report }) => {
  for (const end of keys.cyclic) {
    report("check/key-cycle", end.field.declaration.name.span, { name: `${end.model.name}.${end.name}` });
  }
  for (const subject of keys.oversized) {
    const isModel = subject.kind === "model";
    const name = isModel ? subject.name : `${subject.model.name}.${subject.name}`;
    const { span } = isModel ? subject.declaration.name : subject.field.declaration.name;
    report("check/oversized-key", span, { name, limit: maxKeyFields });
  }
  for (const [end, role] of roles) {
    if (role.kind !== "many-to-many" || !comesFirst(end, role.other)) continue;
    // The join table's key is made of both.
    const sizes = [end.model, end.target].map((model) => keys.primaryKeys.get(model)?.length ?? 0);
    if (sizes.reduce((sum, size) => sum + size) <= maxKeyFields) continue;
    const name = `${end.model.name}.${end.name}`;
    report("check/oversized-key", end.field.declaration.name.span, { name, limit: maxKeyFields });
  }
  for (const model of models) {
    for (const { kind, entries, span } of keys.declarations.get(model) ?? []) {
      if (kind === "id") continue;
      const meanings = entries.map((entry) => keys.resolve(model, entry.text));
      const count = meanings.reduce((sum, meaning) => sum + (meaning.kind === "stored" ? meaning.fields.length : 1), 0);
      if (count > maxKeyFields) report("check/oversized-key", span, { name: model.name, limit: maxKeyFields });
    }
  }
};
