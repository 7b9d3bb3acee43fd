import type { JoinTable, JoinTableSide, TableName } from "@joinery/schema";
import type { TableNames } from "./build-names.js";
import type { NameUse } from "./built-schema.js";
import { joinIdentifier } from "./identifier.js";
import type { Keys, StoredField } from "./keys.js";
import { nameImpliedField } from "./naming.js";
import type { BoundModel, RelationEnd } from "./program.js";
import type { RelationRoles } from "./relation-role.js";

/** The join table of a many-to-many relation, and which of its sides holds the rows an end starts from. */
export interface BuiltJoinTable {
  readonly joinTable: JoinTable;
  readonly first: RelationEnd;
}

/**
 * A table for each many-to-many relation. It is named after the end that comes first by model and field name
 * (`posts_tags`), so that neither the order of declarations nor a second relation between the same models changes it.
 */
export function buildJoinTables(
  models: readonly BoundModel[],
  roles: RelationRoles,
  keys: Keys,
  tables: TableNames,
  note: (use: NameUse) => void,
): ReadonlyMap<RelationEnd, BuiltJoinTable> {
  const built = new Map<RelationEnd, BuiltJoinTable>();
  for (const end of models.flatMap((model) => model.relations)) {
    const role = roles.get(end);
    if (role?.kind !== "many-to-many" || !comesFirst(end, role.other)) continue;
    const joinTable = buildJoinTable(end, role.other, keys, tables, note);
    if (joinTable) built.set(end, { joinTable, first: end });
  }
  return built;
}

export function comesFirst(end: RelationEnd, other: RelationEnd): boolean {
  return end.model === other.model ? end.name < other.name : end.model.name < other.model.name;
}

function buildJoinTable(
  first: RelationEnd,
  second: RelationEnd,
  keys: Keys,
  tables: TableNames,
  note: (use: NameUse) => void,
): JoinTable | undefined {
  const sourceKey = keys.primaryKeys.get(first.model);
  const targetKey = keys.primaryKeys.get(second.model);
  if (!sourceKey || !targetKey) return undefined;
  const { name: firstName, ...schema } = tables.tableOf(first.model);
  const table: TableName = { ...schema, name: joinIdentifier(firstName, tables.column(first.name)) };
  const sides = [
    buildSide(first.model, first.model === second.model ? second.name : undefined, sourceKey),
    buildSide(second.model, first.model === second.model ? first.name : undefined, targetKey),
  ];
  const primaryKeyName = joinIdentifier(table.name, "pkey");
  const indexName = joinIdentifier(table.name, ...(sides[1]?.columns ?? []), "idx");
  const { span } = first.field.declaration.name;
  const owner = `${first.model.name}.${first.name}`;
  const describe = () => `the join table of \`${owner}\``;
  note({ space: "relation", owner, ...table, span, describe });
  note({ space: "type", owner, ...table, span, describe });
  const made = { space: "relation", owner, isMade: true, span, ...schema } as const;
  note({ ...made, name: primaryKeyName, describe: () => `the key of ${describe()}` });
  note({ ...made, name: indexName, describe: () => `the index of ${describe()}` });
  for (const column of sides.flatMap((side) => side.columns)) {
    note({ space: "column", owner, name: column, span, describe: () => `a column of ${describe()}` });
  }
  return { table, primaryKeyName, sides, indexName };

  /** A side is named after its model, but within one model after the field that leads to it. */
  function buildSide(model: BoundModel, field: string | undefined, key: readonly StoredField[]): JoinTableSide {
    const stem = field ?? model.name.charAt(0).toLowerCase() + model.name.slice(1);
    const columns = key.map((reference) => tables.column(nameImpliedField(stem, reference.name)));
    return {
      model: model.name,
      columns,
      references: key.map((reference) => reference.name),
      foreignKeyName: joinIdentifier(table.name, ...columns, "fkey"),
    };
  }
}
