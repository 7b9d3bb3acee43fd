import {
  takeOwnPart,
  type Check,
  type Field,
  type ForeignKey,
  type JoinTable,
  type Model,
  type OwningRelation,
  type Schema,
} from "@joinery/schema";
import {
  lowerArc,
  schemaForDialect,
  UnsupportedError,
  type Catalog,
  type CheckConstraint,
  type Dialect,
  type ForeignKeyConstraint,
  type Table,
} from "@joinery/sql";
import { ddlOf } from "@joinery/sql/ddl";
import { compareTables, sortedByName } from "../diff/catalog-order.js";
import { columnNames } from "./column-names.js";
import { isFor } from "./is-for.js";
import { lowerComment } from "./lower-comment.js";
import { lowerFulltext } from "./lower-fulltext.js";
import { lowerIndex, lowerUnique } from "./lower-index.js";
import { lowerView } from "./lower-view.js";
import { MigrationError } from "../migration-error.js";

/**
 * The state of a database that a schema asks for: pure, and equal to what introspection of such a database gives.
 *
 * @throws MigrationError "migrate/unsupported" for what this database cannot hold.
 */
export function lowerSchema(schema: Schema, dialect: Dialect): Catalog {
  return lowerFittedSchema(schemaForDialect(schema, dialect), dialect);
}

/** The same of a schema that has been fitted to the database (see `schemaForDialect`). */
export function lowerFittedSchema(schema: Schema, dialect: Dialect): Catalog {
  try {
    const views = schema.models.flatMap((model) => lowerView(model, schema, dialect) ?? []);
    const tables = [
      ...schema.models
        .filter(({ view }) => view === undefined)
        .map((model) => lowerModel(takeOwnPart(model), schema, dialect)),
      ...schema.joinTables.map((table) => lowerJoinTable(table, schema, dialect)),
    ];
    return {
      dialect: dialect.name,
      enums: [...ddlOf(dialect).enums(schema)].sort(compareTables),
      tables: tables.sort(compareTables),
      ...(views.length > 0 && { views: views.sort(compareTables) }),
    };
  } catch (error) {
    if (!(error instanceof UnsupportedError)) throw error;
    throw MigrationError.of("migrate/unsupported", { reason: error.message }, { cause: error });
  }
}

function lowerModel(model: Model, schema: Schema, dialect: Dialect): Table {
  const columnOf = columnNames(model);
  const { columns, indexes, ...words } = lowerFulltext(model, schema, dialect);
  return {
    ...model.table,
    columns: [...model.fields.map((field) => ddlOf(dialect).column(field, model, schema)), ...columns],
    ...(model.primaryKey !== undefined && {
      primaryKey: { name: model.primaryKey.name, columns: model.primaryKey.fields.map(columnOf) },
    }),
    uniques: sortedByName(
      model.uniques.filter((key) => isFor(key, dialect)).map((key) => lowerUnique(key, columnOf, dialect)),
    ),
    foreignKeys: sortedByName(listReferences(model).map((reference) => lowerForeignKey(reference, columnOf, schema))),
    checks: sortedByName([
      ...model.fields.flatMap((field) => ddlOf(dialect).checks(field, model, schema)),
      ...(model.checks ?? []).filter((check) => isFor(check, dialect)).map(lowerCheck),
      ...(model.arcs ?? []).map((arc) => lowerArc(arc, model)),
    ]),
    indexes: sortedByName([
      ...model.indexes.filter((index) => isFor(index, dialect)).map((index) => lowerIndex(index, columnOf, dialect)),
      ...indexes,
    ]),
    ...words,
    ...lowerComment(model, dialect),
  };
}

function lowerCheck({ name, sql }: Check): CheckConstraint {
  return { name, expression: sql };
}

/** A foreign key, by fields. */
interface Reference extends Pick<OwningRelation, "target" | "fields" | "references"> {
  readonly foreignKey: ForeignKey;
}

/** Those behind relations, and the one to the model that is extended. */
function listReferences({ relations, primaryKey, extends: parent }: Model): readonly Reference[] {
  const owning = relations.flatMap((relation): Reference[] =>
    relation.kind === "owning" && relation.foreignKey ? [{ ...relation, foreignKey: relation.foreignKey }] : [],
  );
  const shared = primaryKey?.fields ?? [];
  return parent ? [...owning, { ...parent, target: parent.model, fields: shared, references: shared }] : owning;
}

function lowerForeignKey(
  { target, fields, references, foreignKey }: Reference,
  columnOf: (field: string) => string,
  schema: Schema,
): ForeignKeyConstraint {
  const model = modelNamed(target, schema);
  return {
    name: foreignKey.name,
    columns: fields.map(columnOf),
    references: { ...model.table, columns: references.map(columnNames(model)) },
    onDelete: foreignKey.onDelete,
    onUpdate: foreignKey.onUpdate,
    ...(foreignKey.isDeferrable ? { isDeferrable: true } : {}),
  };
}

/** A pair of rows is there once, and goes with either of them. */
function lowerJoinTable(joinTable: JoinTable, schema: Schema, dialect: Dialect): Table {
  const sides = joinTable.sides.map((side) => {
    const model = modelNamed(side.model, schema);
    const keys = side.references.map((reference, index) => keyField(model, reference, side.columns[index] ?? ""));
    return { ...side, model, keys };
  });
  const fields = sides.flatMap(({ keys }) => keys);
  const columns = fields.map((field) => field.column);
  const owner = {
    table: joinTable.table,
    primaryKey: { name: joinTable.primaryKeyName, fields: fields.map((field) => field.name) },
  };
  return {
    ...joinTable.table,
    columns: fields.map((field) => ddlOf(dialect).column(field, owner, schema)),
    primaryKey: { name: joinTable.primaryKeyName, columns },
    uniques: [],
    foreignKeys: sortedByName(
      sides.map(({ foreignKeyName, columns, model, references }) => ({
        name: foreignKeyName,
        columns,
        references: { ...model.table, columns: references.map(columnNames(model)) },
        onDelete: "Cascade" as const,
        onUpdate: "Cascade" as const,
      })),
    ),
    checks: sortedByName(fields.flatMap((field) => ddlOf(dialect).checks(field, owner, schema))),
    indexes: [
      { name: joinTable.indexName, columns: (sides[1]?.columns ?? []).map((name) => ({ name, sort: "asc" as const })) },
    ],
  };
}

/** A column of the type of the field that it refers to, and nothing else of it. */
function keyField(model: Model, reference: string, column: string): Field {
  const field = model.fields.find(({ name }) => name === reference);
  if (field === undefined) throw new Error(`Model ${model.name} has no field ${reference}`);
  return { name: column, column, type: field.type };
}

function modelNamed(name: string, schema: Schema): Model {
  const model = schema.models.find((candidate) => candidate.name === name);
  if (model === undefined) throw new Error(`The schema has no model ${name}`);
  return model;
}
