import type { Relation } from "./relation.js";
import type { Model, Schema } from "./schema.js";

/**
 * The schema as the client knows it: without what is ignored, and without what is only there for it. The checker has seen
 * to it that nothing else refers to it. Migrations take the schema whole.
 */
export function omitIgnored(schema: Schema): Schema {
  if (!schema.models.some(hasIgnored)) return schema;
  const known = new Map(schema.models.filter((model) => !model.isIgnored).map((model) => [model.name, model]));
  const isKnown = (name: string) => known.has(name);
  const { queries } = schema;
  return {
    ...schema,
    models: [...known.values()].map((model) => omitMembers(model, known)),
    joinTables: schema.joinTables.filter(({ sides }) => sides.every(({ model }) => isKnown(model))),
    ...(queries === undefined ? {} : { queries: queries.filter(({ model }) => isKnown(model)) }),
  };
}

function hasIgnored({ isIgnored, fields, relations }: Model): boolean {
  return isIgnored === true || [...fields, ...relations].some((member) => member.isIgnored);
}

function omitMembers(model: Model, known: ReadonlyMap<string, Model>): Model {
  const ignored = new Set(model.fields.filter(({ isIgnored }) => isIgnored).map(({ name }) => name));
  const isWhole = (fields: readonly string[]) => !fields.some((name) => ignored.has(name));
  const relations = model.relations.filter(({ isIgnored }) => !isIgnored);
  const arcs = model.arcs?.filter(({ targets }) =>
    targets.every((target) => relations.some(({ name }) => name === target.relation)),
  );
  return {
    ...model,
    fields: model.fields.filter(({ isIgnored }) => !isIgnored),
    relations: relations.map((relation) => omitTraces(relation, known)),
    ...(arcs && { arcs }),
    uniques: model.uniques.filter(({ fields }) => isWhole(fields)),
    indexes: model.indexes.filter(({ fields, include = [] }) =>
      isWhole([...fields.map(({ name }) => name), ...include]),
    ),
  };
}

/**
 * A relation can be followed where its other side, or the model between, is not known; a side without the key is
 * never left alone.
 */
function omitTraces(relation: Relation, known: ReadonlyMap<string, Model>): Relation {
  if (relation.kind === "inverse") return relation;
  const other = known.get(relation.target)?.relations.find(({ name }) => name === relation.inverse);
  const { inverse: _, ...alone } = relation;
  const seen = other?.isIgnored ? alone : relation;
  if (seen.kind === "owning" || seen.joinTable.model === undefined || known.has(seen.joinTable.model)) return seen;
  const { model: __, ...joinTable } = seen.joinTable;
  return { ...seen, joinTable };
}
