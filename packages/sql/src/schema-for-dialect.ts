import type { EnumDefinition, JoinTable, Model, Relation, Schema, TableName } from "@joinery/schema";
import type { Dialect } from "./dialect.js";

/**
 * The schema as a database can hold it: where tables live in no named schemas, their names stand alone. The checker has seen to it that
 * none of them meet.
 */
export function schemaForDialect(schema: Schema, { capabilities }: Pick<Dialect, "capabilities">): Schema {
  if (capabilities.hasSchemas || !namesSchemas(schema)) return schema;
  return {
    ...schema,
    enums: schema.enums.map(bareEnum),
    models: schema.models.map((model): Model => ({
      ...bare(model),
      relations: model.relations.map((relation): Relation =>
        relation.kind === "many-to-many" ? { ...relation, joinTable: bare(relation.joinTable) } : relation,
      ),
    })),
    joinTables: schema.joinTables.map(bare<JoinTable>),
  };
}

function namesSchemas({ enums, models, joinTables }: Schema): boolean {
  const tables = [...models, ...joinTables].map(({ table }) => table);
  return [...enums, ...tables].some(({ schema }) => schema !== undefined);
}

function bare<Named extends { readonly table: TableName }>(named: Named): Named {
  return { ...named, table: { name: named.table.name } };
}

function bareEnum(definition: EnumDefinition): EnumDefinition {
  const { schema: _, ...rest } = definition;
  return rest;
}
