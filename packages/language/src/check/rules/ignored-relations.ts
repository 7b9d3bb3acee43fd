import type { Fix, Model, Relation } from "@joinery/schema";
import type { RelationEnd } from "../program.js";
import type { Rule } from "../rule.js";

/** A relation that the client knows leads to a model, over a key, and back by a relation that it knows. */
export const checkIgnoredRelations: Rule = ({ models, built }, { report }) => {
  const parts = new Map([...built.modelsByName].map(([name, model]) => [name, indexParts(model)]));
  for (const { name, relations } of models) {
    const own = parts.get(name);
    if (own === undefined || own.isIgnored) continue;
    for (const end of relations) {
      const relation = own.relations.get(end.name);
      const reason = relation && !relation.isIgnored && findIgnored(relation, own, parts.get(relation.target));
      if (!reason) continue;
      const parameters = { name: `${name}.${end.name}`, reason: `\`${reason}\`` };
      report("check/relation-not-ignored", end.field.declaration.name.span, parameters, { fixes: [addIgnore(end)] });
    }
  }
};

/** A model by what is asked of it here: a model may have thousands of relations, to itself. */
interface ModelParts {
  readonly name: string;
  readonly isIgnored: boolean;
  readonly relations: ReadonlyMap<string, Relation>;
  readonly ignoredFields: ReadonlySet<string>;
}

function indexParts({ name, isIgnored, fields, relations }: Model): ModelParts {
  return {
    name,
    isIgnored: isIgnored === true,
    relations: new Map(relations.map((relation) => [relation.name, relation])),
    ignoredFields: new Set(fields.filter((field) => field.isIgnored).map((field) => field.name)),
  };
}

function findIgnored(
  { kind, fields, references, inverse = "" }: Relation,
  own: ModelParts,
  target: ModelParts | undefined,
): string | undefined {
  if (target?.isIgnored) return target.name;
  const other = kind === "inverse" ? target?.relations.get(inverse) : undefined;
  if (target && other?.isIgnored) return `${target.name}.${other.name}`;
  return findField(own, fields) ?? (target && findField(target, references));
}

function findField({ name: model, ignoredFields }: ModelParts, names: readonly string[]): string | undefined {
  const found = names.find((name) => ignoredFields.has(name));
  return found === undefined ? undefined : `${model}.${found}`;
}

function addIgnore({ field }: RelationEnd): Fix {
  const { file, end } = field.declaration.type.span;
  return { title: "Add `@ignore`", edits: [{ span: { file, start: end, end }, newText: " @ignore" }] };
}
