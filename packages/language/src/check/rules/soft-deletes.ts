import type { Fix } from "@joinery/schema";
import { listAncestry } from "../ancestors.js";
import { listFieldNames } from "../field-names.js";
import { findInheritedField } from "../inherited-field.js";
import { isView, type BoundField, type BoundModel } from "../program.js";
import { readBlockAttributes, readFieldAttribute } from "../read-attribute.js";
import type { CheckedProgram, Reporter, Rule } from "../rule.js";
import type { FieldName } from "../signature.js";

/** `@@softDelete` names, once a model, the time that marks a row as deleted. */
export const checkSoftDeletes: Rule = (program, reporter) => {
  for (const model of program.models) {
    // What a model extends says it for the model too.
    const [first, ...others] = [...listAncestry(model)]
      .reverse()
      .flatMap(({ attributes }) => readBlockAttributes(attributes, "softDelete"));
    const name = first && model.attributes.includes(first.node) ? first.values.field?.value : undefined;
    // Another rule says that it cannot stand on a view.
    if (name && !isView(model)) checkField(name, model, program, reporter);
    for (const { node } of others) {
      const related = [{ span: first!.node.span, message: "It is written here first" }];
      reporter.report("check/duplicate-attribute", node.span, { name: "@@softDelete" }, { related });
    }
  }
};

function checkField(name: FieldName, model: BoundModel, { keys }: CheckedProgram, reporter: Reporter): void {
  const field = model.fieldsByName.get(name.text);
  if (field === undefined) {
    const meaning = keys.resolve(model, name.text);
    const inherited = findInheritedField(meaning, model, keys);
    const reason = inherited ? `is ${inherited}, where the attribute belongs` : "is the key of a relation";
    const parameters = { field: name.text, model: model.name, reason };
    if (meaning.kind !== "unknown") reporter.report("check/soft-delete-field", name.span, parameters);
    else if (!model.isIncomplete)
      reporter.reportUnknown("check/unknown-field", name, listFieldNames(model, keys), { model: model.name });
    return;
  }
  const reason = findObstacle(field);
  if (reason === undefined) return;
  const related = [{ span: field.declaration.name.span, message: "It is declared here" }];
  const fixes = reason === isRequired ? [makeOptional(field)] : [];
  const parameters = { field: name.text, model: model.name, reason };
  reporter.report("check/soft-delete-field", name.span, parameters, { related, fixes });
}

const isRequired = "is never empty";
/** What would set it, or keep the client from reading it. */
const unsuitable = ["default", "updatedAt", "generated", "hidden", "ignore"] as const;

function findObstacle({ type, declaration }: BoundField): string | undefined {
  // Another rule reports a type that there is not.
  if (type.kind === "unknown" || type.kind === "mixin") return undefined;
  if (type.kind === "model" || type.kind === "arc") return "is a relation";
  if (type.name !== "DateTime") return `is \`${type.name}\``;
  if (declaration.type.isList) return "is a list";
  const attribute = unsuitable.find((each) => readFieldAttribute(declaration.attributes, each));
  if (attribute !== undefined) return `has \`@${attribute}\``;
  return declaration.type.isNullable ? undefined : isRequired;
}

function makeOptional({ declaration }: BoundField): Fix {
  const { file, end } = declaration.type.span;
  return { title: "Make the field optional", edits: [{ span: { file, start: end, end }, newText: "?" }] };
}
