import { listKeys } from "@joinery/schema";
import type { FieldType, Span } from "@joinery/schema";
import { describeKeyless } from "../describe-keyless.js";
import { findInheritedField } from "../inherited-field.js";
import { listFieldNames } from "../field-names.js";
import type { RelationKey, StoredField } from "../keys.js";
import { isView } from "../program.js";
import type { BoundModel, RelationEnd } from "../program.js";
import { readFieldAttribute } from "../read-attribute.js";
import type { CheckedProgram, Reporter, Rule } from "../rule.js";
import type { FieldName, Located } from "../signature.js";

/** `fields` and `references` exist, are equally many, of equal types, and refer to something unique. */
export const checkRelationKeys: Rule = (program, reporter) => {
  for (const [end, role] of program.roles) {
    // The keys of an arc are made for it.
    if (role.kind === "owning" && !end.arc) checkEnd(end, program, reporter);
  }
};

function checkEnd(end: RelationEnd, program: CheckedProgram, reporter: Reporter): void {
  const relation = readFieldAttribute(end.field.declaration.attributes, "relation");
  const { fields, references } = relation?.values ?? {};
  const isSound = [
    !fields || checkNames("fields", fields, end.model, program, reporter),
    !references || checkNames("references", references, end.target, program, reporter),
  ].every(Boolean);
  const key = program.keys.relationKeys.get(end);
  if (key === undefined || relation === undefined || !isSound) return;
  const { span } = (fields ?? references)?.argument ?? relation.node;
  if (key.fields.length !== key.references.length) {
    const parameters = { fields: key.fields.length, references: key.references.length };
    reporter.report("check/relation-field-count", span, parameters);
    return;
  }
  if (checkTypes(end, key, span, fields?.value, reporter) && references) {
    checkUniqueness(end.target, key.references, references.argument.span, program, reporter);
  }
  if (!key.isImplied) checkNullability(end, key, reporter);
}

function checkNames(
  list: string,
  { value: names, argument }: Located<readonly FieldName[]>,
  model: BoundModel,
  { keys }: CheckedProgram,
  { report, reportUnknown }: Reporter,
): boolean {
  if (names.length === 0) report("check/empty-key", argument.span, { name: list });
  const seen = new Set<string>();
  let isSound = names.length > 0;
  for (const name of names) {
    const meaning = keys.resolve(model, name.text);
    const isRepeated = seen.has(name.text);
    seen.add(name.text);
    const reason = describeKeyless(meaning) ?? findInheritedField(meaning, model, keys);
    isSound &&= meaning.kind === "stored" && !isRepeated && reason === undefined;
    if (isRepeated) report("check/duplicate-key-field", name.span, { name: name.text });
    else if (meaning.kind === "unknown" && !model.isIncomplete) {
      reportUnknown("check/unknown-field", name, listFieldNames(model, keys), { model: model.name });
    } else if (reason !== undefined) {
      report("check/unsuitable-key-field", name.span, { name: name.text, reason, key: "a foreign key" });
    }
  }
  return isSound;
}

function checkTypes(
  end: RelationEnd,
  key: RelationKey,
  span: Span,
  names: readonly FieldName[] | undefined,
  { report }: Reporter,
): boolean {
  const isNamedSingly = names?.length === key.fields.length;
  let isSound = true;
  for (const [index, field] of key.fields.entries()) {
    const reference = key.references[index];
    if (reference === undefined || canRefer(field, reference)) continue;
    isSound = false;
    const place = (isNamedSingly ? names[index]?.span : undefined) ?? span;
    report("check/relation-field-type", place, {
      field: `${end.model.name}.${field.name}`,
      fieldType: describeType(field),
      reference: `${end.target.name}.${reference.name}`,
      referenceType: describeType(reference),
    });
  }
  return isSound;
}

/** Equal types, so that a key read on one side is the same value as on the other; a text's limit makes no difference. */
function canRefer(field: StoredField, reference: StoredField): boolean {
  if (field.isList || reference.isList) return false;
  return comparable(field.type) === comparable(reference.type);
}

function comparable(type: FieldType): string {
  if (type.kind !== "scalar") return `${type.kind} ${type.name}`;
  if (type.name === "Decimal") return describeScalar(type.name, [type.precision, type.scale]);
  return type.name === "Text" ? "String" : type.name;
}

function describeType({ type, isList }: StoredField): string {
  const text = type.kind !== "scalar" ? type.name : describeScalar(type.name, [type.precision, type.scale]);
  return isList ? `a list of \`${text}\`` : `\`${text}\``;
}

function describeScalar(name: string, parameters: readonly (number | undefined)[]): string {
  const given = parameters.filter((parameter) => parameter !== undefined);
  return given.length === 0 ? name : `${name}(${given.join(", ")})`;
}

function checkUniqueness(
  target: BoundModel,
  references: readonly StoredField[],
  span: Span,
  { built }: CheckedProgram,
  { report }: Reporter,
): void {
  const model = built.modelsByName.get(target.name);
  const wanted = references.map((reference) => reference.name);
  // A foreign key stands in every database, and is checked at once.
  const uniques = model?.uniques.filter((key) => !key.isDeferrable && key.dialect === undefined) ?? [];
  const keys = model ? listKeys({ ...model, uniques }) : [];
  const isUnique = keys.some(
    ({ fields }) => fields.length === wanted.length && wanted.every((name) => fields.includes(name)),
  );
  if (!isUnique) report("check/references-not-unique", span, { model: target.name, fields: wanted });
}

/** A relation can be empty exactly when its key can; one of a view also where no row has the key, since nothing sees to it. */
function checkNullability(end: RelationEnd, key: RelationKey, { report, textOf }: Reporter): void {
  const field = key.fields.find((each) => each.isNullable) ?? key.fields[0];
  if (field === undefined || field.isNullable === end.isNullable) return;
  if (isView(end.model) && end.isNullable) return;
  const { span } = end.field.declaration.type;
  const place = { ...span, start: end.isNullable ? span.end - 1 : span.end };
  const isMark = !end.isNullable || textOf(span.file)[place.start] === "?";
  const title = end.isNullable ? "Make the relation required" : "Make the relation optional";
  const fixes = isMark ? [{ title, edits: [{ span: place, newText: end.isNullable ? "" : "?" }] }] : [];
  report(
    "check/relation-nullability",
    span,
    { name: end.name, field: field.name, isNullable: end.isNullable },
    { fixes },
  );
}
