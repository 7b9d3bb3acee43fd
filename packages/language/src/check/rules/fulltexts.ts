import { listAncestry } from "../ancestors.js";
import { describeKeyless } from "../describe-keyless.js";
import { listFieldNames } from "../field-names.js";
import { findInheritedField } from "../inherited-field.js";
import { nameChildRelation } from "../naming.js";
import { isView, type BoundField, type BoundModel } from "../program.js";
import { readBlockAttributes, readFieldAttribute } from "../read-attribute.js";
import type { CheckedProgram, Reporter, Rule } from "../rule.js";
import type { FieldName } from "../signature.js";

/** `@@fulltext` names, once a model, texts that whoever may search may see; and no member is called as what it brings to filters and orders. */
export const checkFulltexts: Rule = (program, reporter) => {
  for (const model of program.models) {
    // A row has one set of words, wherever it is declared: what a model extends says it for the model too.
    const [first, ...others] = [...listAncestry(model)]
      .reverse()
      .flatMap(({ attributes }) => readBlockAttributes(attributes, "fulltext"));
    // Another rule says that it cannot stand on a view.
    if (first === undefined || isView(model)) continue;
    refuseMembers(model, program.models, reporter);
    if (model.attributes.includes(first.node)) {
      const { fields, language } = first.values;
      checkFields(fields?.value ?? [], model, program, reporter);
      if (fields?.value.length === 0) reporter.report("check/empty-key", fields.argument.span, { name: "@@fulltext" });
      for (const { name, searchLanguages } of program.dialects ?? []) {
        if (!language || !program.targets.includes(name) || searchLanguages.includes(language.value)) continue;
        const parameters = { language: language.value, dialect: name, known: searchLanguages };
        reporter.report("check/unknown-stems", language.argument.span, parameters);
      }
    }
    for (const { node } of others) {
      const related = [{ span: first.node.span, message: "It is written here first" }];
      // Where they stand in one block, another rule says so at this very place.
      const span = { ...node.span, end: node.name.span.end };
      reporter.report("check/duplicate-attribute", span, { name: "@@fulltext" }, { related });
    }
  }
};

/** What a search brings to filters and to orders. */
const words = ["search", "relevance"] as const;

function refuseMembers(model: BoundModel, models: readonly BoundModel[], { report }: Reporter): void {
  const children = models.filter(({ parent }) => parent === model);
  for (const name of words) {
    const field = [...listAncestry(model)]
      .map((each) => each.fieldsByName.get(name))
      .find((each) => each !== undefined);
    // A model that extends this one is a relation of it.
    const member = field ?? children.find((child) => nameChildRelation(child.name) === name);
    if (member === undefined) continue;
    const reason = `filters and orders of a model with \`@@fulltext\` use it for the search`;
    report("check/reserved-name", member.declaration.name.span, { name, reason });
  }
}

function checkFields(
  names: readonly FieldName[],
  model: BoundModel,
  { keys }: CheckedProgram,
  { report, reportUnknown }: Reporter,
): void {
  const seen = new Set<string>();
  for (const name of names) {
    const meaning = keys.resolve(model, name.text);
    const field = model.fieldsByName.get(name.text);
    if (seen.has(name.text)) report("check/duplicate-key-field", name.span, { name: name.text });
    else if (meaning.kind === "unknown") {
      if (!model.isIncomplete)
        reportUnknown("check/unknown-field", name, listFieldNames(model, keys), { model: model.name });
    } else {
      const inherited = findInheritedField(meaning, model, keys);
      const reason = describeKeyless(meaning) ?? inherited ?? (field ? findObstacle(field) : "the key of a relation");
      if (reason !== undefined) report("check/unsearchable-field", name.span, { name: name.text, reason });
    }
    seen.add(name.text);
  }
}

/** To find rows by the words in a field tells what is in it. */
const unsearchable = {
  hidden: "hidden, and a search would tell what is in it",
  ignore: "not known to the client",
  generated: "computed by the database: search what it is computed from",
} as const;

function findObstacle({ type, declaration }: BoundField): string | undefined {
  // Another rule reports a type that there is not.
  if (type.kind === "unknown" || type.kind === "mixin") return undefined;
  if (type.kind === "model" || type.kind === "arc") return "a relation";
  if (declaration.type.isList) return "a list";
  if (type.name !== "String" && type.name !== "Text") return `of type \`${type.name}\``;
  const attribute = (Object.keys(unsearchable) as (keyof typeof unsearchable)[]).find((each) =>
    readFieldAttribute(declaration.attributes, each),
  );
  return attribute && unsearchable[attribute];
}
