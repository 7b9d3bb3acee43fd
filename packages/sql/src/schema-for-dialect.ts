import type {
  EnumDefinition,
  Field,
  GeneratedSql,
  JoinTable,
  Model,
  Relation,
  Schema,
  TableName,
} from "@joinery/schema";
import type { Dialect } from "./dialect.js";

/**
 * The schema as a database can hold it. Of what is said for each of several databases (`dialect:` of a default, a type or a computed field)
 * what is meant for this one is left. Where tables live in no named schemas, their names stand alone: the checker has seen to it that
 * none of them meet.
 */
export function schemaForDialect(given: Schema, dialect: Pick<Dialect, "name" | "capabilities">): Schema {
  const { name, capabilities } = dialect;
  const hasSpareColumn = ({ fulltext }: Model) => fulltext?.column !== undefined && !capabilities.hasSearchVectors;
  const isToFit = (model: Model) => hasSpareColumn(model) || model.fields.some(hasVariants);
  const schema = given.models.some(isToFit)
    ? {
        ...given,
        models: given.models.map((model) => ({
          ...(hasSpareColumn(model) ? withoutWords(model) : model),
          fields: model.fields.map((each) => fieldFor(each, name)),
        })),
      }
    : given;
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

/** Those of its rows are in a table of their own. */
function withoutWords({ fulltext, ...model }: Model): Model {
  if (fulltext === undefined) return model;
  const { column: _, ...rest } = fulltext;
  return { ...model, fulltext: rest };
}

function hasVariants({ sqlDefaults, nativeTypes, generated }: Field): boolean {
  return (
    (sqlDefaults ?? nativeTypes) !== undefined ||
    (generated !== undefined && (generated.dialect ?? generated.others) !== undefined)
  );
}

/** Where nothing computes it in this database, it keeps saying for which it is computed. */
function fieldFor(field: Field, dialect: string): Field {
  if (!hasVariants(field)) return field;
  const { sqlDefaults = [], nativeTypes = [], generated, ...rest } = field;
  const native = nativeTypes.filter((each) => each.dialect === dialect);
  const sql = sqlDefaults.find((fragment) => fragment.dialect === dialect)?.sql;
  return {
    ...rest,
    ...(sql !== undefined && { default: { kind: "sql", sql } }),
    ...(native.length > 0 && { nativeTypes: native }),
    ...(generated && { generated: generatedFor(generated, dialect) }),
  };
}

function generatedFor(generated: NonNullable<Field["generated"]>, dialect: string): GeneratedSql {
  const { others = [], ...first } = generated;
  const found = [first, ...others].find((each) => each.dialect === dialect);
  return found === undefined ? first : { sql: found.sql, isStored: found.isStored };
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
