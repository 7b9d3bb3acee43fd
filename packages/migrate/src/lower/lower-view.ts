import { listKeys, viewQuery, type Model, type Schema } from "@joinery/schema";
import { UnsupportedError, type Dialect, type IndexObject, type ViewObject } from "@joinery/sql";
import { ddlOf } from "@joinery/sql/ddl";
import { sortedByName } from "../diff/catalog-order.js";
import { columnNames } from "./column-names.js";
import { isFor } from "./is-for.js";
import { lowerComment } from "./lower-comment.js";
import { lowerIndex } from "./lower-index.js";

/**
 * The view behind a model that is one; undefined for any other. A database without views that keep their rows gets one that computes them: the
 * same rows, never older.
 *
 * @throws UnsupportedError where it says nothing of this database.
 */
export function lowerView(model: Model, schema: Schema, dialect: Dialect): ViewObject | undefined {
  if (model.view === undefined) return undefined;
  const definition = viewQuery(model.view, dialect.name);
  if (definition === undefined) {
    throw new UnsupportedError(
      `The view "${model.name}" does not say what it reads in ${dialect.name}: add @@sql("select …", dialect: ${dialect.name}).`,
    );
  }
  const isMaterialized = dialect.capabilities.hasMaterializedViews && model.view.isMaterialized;
  const indexes = isMaterialized ? lowerIndexes(model, dialect) : [];
  return {
    ...model.table,
    definition,
    columns: model.fields.map((field) => {
      const { name, type } = ddlOf(dialect).column(field, model, schema);
      return { name, type };
    }),
    ...(isMaterialized && { isMaterialized }),
    ...(indexes.length > 0 && { indexes }),
    ...lowerComment(model, dialect),
  };
}

/** What tells the rows apart is a unique index here: with one they can be refreshed while they are read. */
function lowerIndexes(model: Model, dialect: Dialect): IndexObject[] {
  const columnOf = columnNames(model);
  const keys = listKeys(model).filter((key) => isFor(key, dialect));
  return sortedByName([
    ...keys.map(({ name, fields }): IndexObject => ({
      name,
      columns: fields.map((field) => ({ name: columnOf(field), sort: "asc" })),
      isUnique: true,
    })),
    ...model.indexes.filter((index) => isFor(index, dialect)).map((index) => lowerIndex(index, columnOf, dialect)),
  ]);
}
