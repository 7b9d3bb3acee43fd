import type { TableName } from "@joinery/schema";
import type { Attribute } from "../ast.js";
import { joinIdentifier } from "./identifier.js";
import type { StoredField } from "./keys.js";
import { nameColumn, nameTable } from "./naming.js";
import type { Naming } from "./naming.js";
import type { BoundModel } from "./program.js";
import { readBlockAttributes, readFieldAttribute } from "./read-attribute.js";

/** Answers what tables and columns are called: as the user says, else by convention. */
export interface TableNames {
  readonly tableOf: (model: BoundModel) => TableName;
  readonly columnOf: (field: StoredField) => string;
  /** By convention, for a table that no model has any more. */
  readonly table: (name: string) => string;
  /** By convention, for a column that no field has. */
  readonly column: (name: string) => string;
}

export function createTableNames(naming: Naming): TableNames {
  const tables = new Map<BoundModel, TableName>();
  // Fields of all models have the same few names.
  const conventional = new Map<string, string>();
  const column = (name: string) => {
    const known = conventional.get(name) ?? joinIdentifier(nameColumn(name, naming));
    conventional.set(name, known);
    return known;
  };
  return {
    column,
    table: (name) => joinIdentifier(nameTable(name, naming)),
    columnOf: (field) => readMappedColumn(field) ?? column(field.name),
    tableOf(model) {
      const known = tables.get(model);
      if (known) return known;
      const [map] = readBlockAttributes(model.attributes, "map");
      const table = {
        ...readSchemaName(model.attributes),
        name: map?.values.name?.value ?? joinIdentifier(nameTable(model.name, naming)),
      };
      tables.set(model, table);
      return table;
    },
  };
}

/** The schema of the database that `@@schema` puts a table or a type in. */
export function readSchemaName(attributes: readonly Attribute[]): { readonly schema?: string } {
  const [schema] = readBlockAttributes(attributes, "schema");
  const name = schema?.values.name?.value;
  return name === undefined ? {} : { schema: name };
}

/** `@map` on a field names its column; on a relation it names the column of the key it implies. */
function readMappedColumn({ origin }: StoredField): string | undefined {
  if (origin.kind === "implied" && (!origin.isSole || origin.relation.arc)) return undefined;
  const field = origin.kind === "declared" ? origin.field : origin.relation.field;
  return readFieldAttribute(field.declaration.attributes, "map")?.values.name?.value;
}
