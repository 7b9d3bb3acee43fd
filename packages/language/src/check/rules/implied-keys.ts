import type { Fix } from "@joinery/schema";
import type { StoredField } from "../keys.js";
import type { RelationEnd } from "../program.js";
import { readFieldAttribute } from "../read-attribute.js";
import type { Rule } from "../rule.js";

/** The field a relation implies is not there already. */
export const checkImpliedKeys: Rule = ({ keys }, { report }) => {
  for (const [end, { fields, isImplied }] of keys.relationKeys) {
    if (!isImplied) continue;
    const stored = keys.storedFields.get(end.model) ?? [];
    const clash = fields.find((field) => !stored.includes(field));
    if (clash === undefined) continue;
    const declared = end.model.fieldsByName.get(clash.name);
    const related = declared
      ? [{ span: declared.declaration.name.span, message: `\`${clash.name}\` is declared here` }]
      : [];
    if (end.arc) {
      const { name } = end.field.declaration;
      report(
        "check/arc-name-taken",
        name.span,
        { name: clash.name, arc: `${end.model.name}.${name.text}` },
        { related },
      );
      continue;
    }
    const fixes = nameKey(end, fields);
    const parameters = { name: clash.name, relation: `${end.model.name}.${end.name}` };
    report("check/implied-key-exists", end.field.declaration.name.span, parameters, { related, fixes });
  }
};

/** Where the fields are all there with the right types, they are the key that was meant. */
function nameKey({ model, field: relationField }: RelationEnd, fields: readonly StoredField[]): readonly Fix[] {
  const isMeant = fields.every(({ name, type, isNullable }) => {
    const declared = model.fieldsByName.get(name);
    const isSameType = declared?.type.kind === type.kind && "name" in declared.type && declared.type.name === type.name;
    return isSameType && declared.declaration.type.isNullable === isNullable && !declared.declaration.type.isList;
  });
  if (!isMeant) return [];
  const list = `fields: [${fields.map((field) => field.name).join(", ")}]`;
  const { attributes, type } = relationField.declaration;
  const relation = readFieldAttribute(attributes, "relation")?.node;
  const [first] = relation?.arguments ?? [];
  if (relation && !first) return [];
  const start = first ? first.span.start : type.span.end;
  const newText = first ? `${list}, ` : ` @relation(${list})`;
  return [
    { title: `Use \`${list}\` as the key`, edits: [{ span: { file: type.span.file, start, end: start }, newText }] },
  ];
}
