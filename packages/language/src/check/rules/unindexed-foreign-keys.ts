import type { Model } from "@joinery/schema";
import { trackCoverage, type CoveringKey } from "../key-coverage.js";
import { readFieldAttribute } from "../read-attribute.js";
import type { Rule } from "../rule.js";

/** Where a relation does without the index of its key, another key or index begins with its fields. */
export const checkUnindexedForeignKeys: Rule = ({ keys, built }, { report }) => {
  for (const [end, { fields }] of keys.relationKeys) {
    const index = readFieldAttribute(end.field.declaration.attributes, "relation")?.values.index;
    const model = built.modelsByName.get(end.model.name);
    if (index?.value !== false || model === undefined || model.view) continue;
    const names = fields.map((field) => field.name);
    if (trackCoverage(listKeys(model)).hasStart(names)) continue;
    const parameters = {
      target: end.target.name,
      model: end.model.name,
      key: names.map((name) => `\`${name}\``).join(", "),
    };
    report("check/unindexed-foreign-key", index.argument.span, parameters);
  }
};

function listKeys({ primaryKey, uniques, indexes }: Model): readonly CoveringKey[] {
  return [
    ...(primaryKey === undefined ? [] : [{ fields: primaryKey.fields, isUnique: true, isPartial: false }]),
    ...uniques.map(({ fields, dialect }) => ({ fields, isUnique: true, isPartial: dialect !== undefined })),
    ...indexes.map(({ fields, where, method, dialect }) => ({
      fields: fields.map((field) => field.name),
      isUnique: false,
      isPartial: (where ?? method ?? dialect) !== undefined,
    })),
  ];
}
