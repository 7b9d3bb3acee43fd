import { countRows, type DialectCondition } from "../count-rows.js";
import type { Ddl } from "../dialect.js";
import { lowerGenerated } from "../lower-generated.js";
import { quoteIdentifier } from "../quote-identifier.js";
import { quoteText } from "../quote-text.js";
import { valueTypeOf } from "../value-type.js";
import { demandChecks, type DemandSyntax } from "../demand-checks.js";
import { canonicalizeCatalog } from "./canonicalize-catalog.js";
import { codec } from "./codec.js";
import { columnDefault } from "./column-default.js";
import { columnType } from "./column-type.js";
import { convertType, isWideningType } from "./convert-type.js";
import { introspect } from "./introspect.js";
import { renderChange } from "./render-change.js";
import { fulltextParts } from "./search.js";

const demandSyntax: DemandSyntax = {
  length: (column) => `char_length(${column})`,
  compare(column, operator, value, type) {
    const text = codec.encoder(type)(value) as string;
    return `${column} ${operator} ${quoteText(text)}::${columnType(type)}`;
  },
};

/** Data definition for PostgreSQL: native types for all, so no CHECK stands in for one. */
export const ddl: Ddl = {
  introspect,
  column(field, _model, schema) {
    const type = columnType(valueTypeOf(field, schema));
    const sql = columnDefault(field, type, schema);
    const generated = lowerGenerated(field);
    return {
      name: field.column,
      type,
      isNullable: field.isNullable ?? false,
      ...(sql === undefined ? {} : { default: sql }),
      ...(generated === undefined ? {} : { generated }),
      ...(field.default?.kind === "autoincrement" ? { isIdentity: true } : {}),
      ...(field.documentation === undefined ? {} : { comment: field.documentation }),
    };
  },
  fulltext({ fulltext, fields }) {
    if (fulltext === undefined) return { columns: [], indexes: [] };
    return fulltextParts(fulltext, (name) => fields.find((field) => field.name === name)!.column);
  },
  checks: (field, _model, schema) => demandChecks(field, schema, demandSyntax),
  enums: (schema) =>
    schema.enums.map(({ schema: namespace, databaseName, members }) => ({
      ...(namespace === undefined ? {} : { schema: namespace }),
      name: databaseName,
      values: members.map((member) => member.databaseName),
    })),
  render: renderChange,
  countRows: (table, condition) => countRows(table, condition, wordCondition),
  countLostObjects: () => undefined,
  isWidening: (from, to) => isWideningType(from.type, to.type),
  canonicalize: canonicalizeCatalog,
  async runInTransaction(connection, work) {
    await connection.begin();
    try {
      const result = await work();
      await connection.commit();
      return result;
    } catch (error) {
      await connection.rollback().catch(() => {});
      throw error;
    }
  },
  async runInScratch(connection, work) {
    await connection.begin();
    try {
      // What is made goes into the first schema of the path, and is looked up there first.
      await connection.execute("select set_config('search_path', 'pg_temp, ' || current_setting('search_path'), true)");
      return await work((sql) => connection.execute(sql));
    } finally {
      await connection.rollback();
    }
  },
};

function wordCondition(condition: DialectCondition): string {
  if (condition.kind === "value") {
    const name = quoteIdentifier(condition.column.name);
    const values = condition.values.map(quoteText).join(", ");
    return condition.column.type.endsWith("[]")
      ? `${name}::text[] && array[${values}]`
      : `${name}::text in (${values})`;
  }
  const name = quoteIdentifier(condition.from.name);
  const there = convertType(name, condition.from.type, condition.to.type);
  const back = convertType(`(${there})`, condition.to.type, condition.from.type);
  return `${back} is distinct from ${name}`;
}
