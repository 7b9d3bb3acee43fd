import { listKeys, takeOwnPart, type Model, type Schema } from "@joinery/schema";

/** What a constraint of the database is over. */
export interface ConstraintFields {
  readonly model: string;
  /** Empty where only the database could say. */
  readonly fields: readonly string[];
}

interface Named {
  readonly name: string;
  readonly fields: readonly string[];
}

/** What databases name when a row is against it, by name: several tables may have one of a name. */
export function listConstraints(schema: Schema): ReadonlyMap<string, readonly ConstraintFields[]> {
  const constraints = new Map<string, ConstraintFields[]>();
  for (const model of schema.models.map(takeOwnPart)) {
    for (const { name, fields } of [...listUniques(model), ...listForeignKeys(model), ...listChecks(model)]) {
      const named = constraints.get(name) ?? [];
      constraints.set(name, named);
      named.push({ model: model.name, fields });
    }
  }
  for (const { sides } of schema.joinTables) {
    for (const { foreignKeyName, model } of sides) constraints.set(foreignKeyName, [{ model, fields: [] }]);
  }
  return constraints;
}

/** The keys of a table, and its unique indexes. */
export function listUniques(model: Model): readonly Named[] {
  const indexes = model.indexes.filter(({ isUnique }) => isUnique);
  return [
    ...listKeys(model),
    ...indexes.map(({ name, fields }) => ({ name, fields: fields.map((field) => field.name) })),
  ];
}

function listForeignKeys(model: Model): readonly Named[] {
  const owning = model.relations.flatMap((relation) =>
    relation.kind === "owning" && relation.foreignKey
      ? { name: relation.foreignKey.name, fields: relation.fields }
      : [],
  );
  const { extends: parent, primaryKey } = model;
  return parent === undefined
    ? owning
    : [...owning, { name: parent.foreignKey.name, fields: primaryKey?.fields ?? [] }];
}

function listChecks(model: Model): readonly Named[] {
  const demands = model.fields.flatMap((field) =>
    (field.validators ?? []).flatMap((validator) =>
      "checkName" in validator && validator.checkName !== undefined
        ? { name: validator.checkName, fields: [field.name] }
        : [],
    ),
  );
  const names = [...(model.checks ?? []).map(({ name }) => name), ...(model.arcs ?? []).map((arc) => arc.checkName)];
  return [...demands, ...names.map((name) => ({ name, fields: [] }))];
}
