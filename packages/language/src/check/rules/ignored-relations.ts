import type { Fix, Model, Relation } from "@joinery/schema";
import type { RelationEnd } from "../program.js";
import type { CheckedProgram, Rule } from "../rule.js";

/** A relation that the client knows leads to a model, over a key, and back by a relation that it knows. */
export const checkIgnoredRelations: Rule = ({ models, built }, { report }) => {
  for (const { name, relations } of models) {
    const model = built.modelsByName.get(name);
    if (model === undefined || model.isIgnored) continue;
    for (const end of relations) {
      const relation = model.relations.find((each) => each.name === end.name);
      const reason = relation && !relation.isIgnored && findIgnored(relation, model, built.modelsByName);
      if (!reason) continue;
      const parameters = { name: `${name}.${end.name}`, reason: `\`${reason}\`` };
      report("check/relation-not-ignored", end.field.declaration.name.span, parameters, { fixes: [addIgnore(end)] });
    }
  }
};

function findIgnored(
  { target: targetName, kind, fields, references, inverse }: Relation,
  model: Model,
  modelsByName: CheckedProgram["built"]["modelsByName"],
): string | undefined {
  const target = modelsByName.get(targetName);
  if (target?.isIgnored) return target.name;
  const other = kind === "inverse" ? target?.relations.find((each) => each.name === inverse) : undefined;
  if (other?.isIgnored) return `${targetName}.${other.name}`;
  return findField(model, fields) ?? (target && findField(target, references));
}

function findField({ name: model, fields }: Model, names: readonly string[]): string | undefined {
  const found = fields.find(({ name, isIgnored }) => isIgnored && names.includes(name));
  return found && `${model}.${found.name}`;
}

function addIgnore({ field }: RelationEnd): Fix {
  const { file, end } = field.declaration.type.span;
  return { title: "Add `@ignore`", edits: [{ span: { file, start: end, end }, newText: " @ignore" }] };
}
