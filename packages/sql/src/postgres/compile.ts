import { compileOperand, compileText, listOf } from "../compile-expression.js";
import { averageDigits } from "../aggregate-type.js";
import { scaleOf } from "../canonical-decimal.js";
import { isJson } from "../compile-json-path.js";
import { createCompiler } from "../compile.js";
import { ValueError } from "../dialect.js";
import { patternEncoder, printLike } from "../like-pattern.js";
import { quoteIdentifier } from "../quote-identifier.js";
import { rankMember } from "../rank-member.js";
import { searchEncoder } from "../search-query.js";
import type { Parameter } from "../operand.js";
import type { SqlSyntax, SqlWriter } from "../sql-syntax.js";
import type { ValueType } from "../value-type.js";
import { changeValue } from "./change-value.js";
import { compileJsonTest, jsonOperandEncoder } from "./json-test.js";
import { codec, columnEncoder, encodeFree, isTextInJson } from "./codec.js";
import { printRegularExpression } from "./print-regular-expression.js";
import { compileQuery, printSearch } from "./search.js";
import { columnType, unlimitedType } from "./column-type.js";

const syntax: SqlSyntax = {
  codec,
  encoder(encoding) {
    switch (encoding.kind) {
      case "pattern":
        return patternEncoder(encoding.match, printLike);
      case "regular-expression":
        return printRegularExpression;
      case "json-operand":
        return jsonOperandEncoder(encoding.operand);
      case "free":
        return encodeFree;
      case "keys": {
        const { types, part = 0 } = encoding;
        const encode = columnEncoder(types[part]!, "compare");
        return (keys) => encode(readKeyColumn(keys, part, types.length));
      }
      case "search":
        return searchEncoder(encoding.language, printSearch);
      case "rows": {
        const encode = columnEncoder(encoding.type, "store");
        return (values) => encode(readArray(values));
      }
    }
  },
  placeholder: (position) => `$${position}`,
  boolean: String,
  now: "now()",
  numbered: "default",
  unlimited: "",
  // Beside a column a parameter takes its type; alone it would be text.
  output(sql, expression, type) {
    if (expression.kind === "parameter") return `${sql}::${columnType(expression.type)}`;
    // Its text has the signs of a currency, as the session has them.
    return type?.native === "money" && !type.isList ? `${sql}::numeric` : sql;
  },
  orderKey: (sql) => sql,
  // Inside of JSON a member is text.
  jsonOrderKey: (sql, type) => (type.scalar === "Enum" ? rankMember(sql, type) : sql),
  sharedKey: (sql) => sql,
  matches: (text, pattern, isInsensitive) => `${text} ${isInsensitive ? "~*" : "~"} ${pattern()}`,
  jsonTest: compileJsonTest,
  placeOf: (part, text) => `strpos(${text}, ${part})`,
  aggregate(name, operand, type) {
    const { scalar } = type;
    switch (name) {
      case "sum":
        if (scalar === "Decimal") return `sum(${asNumeric(operand, type)})`;
        return scalar === "BigInt" ? `sum(${operand})::bigint` : `sum(${operand}::double precision)`;
      case "avg":
        if (scalar === "Decimal") return averageOfDecimals(asNumeric(operand, type), type);
        return scalar === "Float" ? `avg(${operand})` : `(sum(${operand})::double precision / count(${operand}))`;
      case "min":
      case "max":
        // These have no such functions, though they have an order.
        if (scalar === "Boolean") return `${name === "min" ? "bool_and" : "bool_or"}(${operand})`;
        return scalar === "Uuid" ? `${name}(${operand}::text collate "C")::uuid` : `${name}(${operand})`;
    }
  },
  unpeeked: (placeholder) => placeholder,
  inList({ operand, list, insensitive }, writer) {
    const left = compileText(operand, insensitive, writer);
    const values = writer.parameter(list.slot, listOf(list.type));
    if (!insensitive) return `${left} = any(${values})`;
    return `${left} in (select lower(value) from unnest(${values}::text[]) as list(value))`;
  },
  inKeys({ operands, types, slot }, writer) {
    const left = operands.map((operand) => compileOperand(operand, writer));
    const columns = types.map((_, part) => writer.parameter(slot, { kind: "keys", types, part }));
    if (types.length === 1) return `${left.join()} = any(${columns.join()})`;
    const arrays = columns.map((column, index) => `${column}::${arrayType(types[index]!)}`);
    return `(${left.join(", ")}) in (select * from unnest(${arrays.join(", ")}))`;
  },
  keys({ keys, columns, alias }, writer) {
    const names = columns.map(quoteIdentifier);
    if (!("slot" in keys)) {
      const values = keys.map(({ slot, type }, part) => {
        return `${writer.parameter(slot, { kind: "value", type, use: "compare" })}::${unlimitedType(type)} as ${names[part]}`;
      });
      return `(select ${values.join(", ")}) as ${quoteIdentifier(alias)}`;
    }
    const { slot, types } = keys;
    const arrays = types.map((type, part) => {
      const encoding = types.length === 1 ? listOf(type) : ({ kind: "keys", types, part } as const);
      return `${writer.parameter(slot, encoding)}::${arrayType(type)}`;
    });
    return `unnest(${arrays.join(", ")}) as ${quoteIdentifier(alias)} (${names.join(", ")})`;
  },
  values({ columns, values, alias }, writer) {
    if (!("arrays" in values)) throw new Error("Values come as arrays here");
    const rows = unnest(values.arrays, writer);
    const named = rows.columns.map((sql, place) => `${sql} as ${quoteIdentifier(columns[place]!)}`);
    return `(select ${named.join(", ")} from ${rows.source}) as ${quoteIdentifier(alias)}`;
  },
  change: changeValue,
  cast: (sql, type) => `${sql}::${unlimitedType(type)}`,
  pattern({ operand, match, pattern, insensitive }, writer) {
    const left = compileOperand(operand, writer);
    const placeholder = writer.parameter(pattern.slot, { kind: "pattern", match });
    return `${left} ${insensitive ? "ilike" : "like"} ${placeholder}`;
  },
  search: ({ vector, ...search }, writer) => `${compileOperand(vector!, writer)} @@ ${compileQuery(search, writer)}`,
  relevance: ({ vector, ...search }, writer) =>
    `ts_rank(${compileOperand(vector, writer)}, ${compileQuery(search, writer)})`,
  isEmptyList: (list) => `cardinality(${list}) = 0`,
  jsonText: (json) => `(${json} #>> '{}')`,
  jsonScalar(text, type) {
    if (type.scalar === "Bytes") return `decode(${text}, 'hex')`;
    // A member that the type no longer has would fail the whole statement as a value of the type, and is nothing as text.
    return isText(type) ? text : `${text}::${columnType(type)}`;
  },
  jsonElements(list, elementType, alias) {
    const elements = isJson(elementType) ? "jsonb_array_elements" : "jsonb_array_elements_text";
    return `${elements}(${list}) as ${quoteIdentifier(alias)}("value")`;
  },
  jsonRow(columns) {
    const values = columns.map(({ sql, type }) => (type === undefined ? sql : jsonValue(sql, type)));
    if (values.length <= maxArguments) return `json_build_array(${values.join(", ")})`;
    return `array_to_json(array[${values.map((value) => `to_json(${value})`).join(", ")}])`;
  },
  jsonRows: (column, source) => `select coalesce(json_agg(${column}), '[]') from ${source}`,
  listTest: (test, list, wanted) => `${list} ${test === "has-some" ? "&&" : "@>"} ${wanted}`,
  arrays(values, writer) {
    const rows = unnest(
      values.filter((value) => value.kind === "parameter"),
      writer,
    );
    let place = 0;
    const columns = values.map((value) => (value.kind === "call" ? writer.expression(value) : rows.columns[place++]!));
    return `select ${columns.join(", ")} from ${rows.source}`;
  },
};

/** Writes statements as PostgreSQL reads them. */
export const { compile, link } = createCompiler(syntax);

/** The most that a function takes here. */
const maxArguments = 100;

/** Arrays as rows, and what to read of them for each: those of an array of arrays would be taken apart, so lists come as texts and are cast one by one. */
function unnest(parameters: readonly Parameter[], writer: SqlWriter) {
  const names = parameters.map((_, place) => `c${place}`);
  const arrays = parameters.map(
    ({ slot, type }) => `${writer.parameter(slot, { kind: "rows", type })}::${arrayType(type)}`,
  );
  return {
    columns: parameters.map(({ type }, place) =>
      type.isList ? `${names[place]}::${unlimitedType(type)}` : names[place]!,
    ),
    source: `unnest(${arrays.join(", ")}) as rows(${names.join(", ")})`,
  };
}

function jsonValue(sql: string, type: ValueType): string {
  if (!isTextInJson(type)) return sql;
  // A cast gives some types another text than the one that the client would get.
  return type.isLoose ? `case when ${sql} is not null then format('%s', ${sql}) end` : `${sql}::text`;
}

/** A column that nothing holds to the type may have another, such as one of money. */
function asNumeric(operand: string, { isLoose }: ValueType): string {
  return isLoose ? `${operand}::numeric` : operand;
}

/** The quotient with digits enough that to round it once more makes no difference. */
function averageOfDecimals(operand: string, type: ValueType): string {
  const digits = averageDigits(scaleOf(type) ?? 0);
  return `round(round(sum(${operand}), ${digits + 20}) / count(${operand}), ${digits})`;
}

function isText({ scalar }: ValueType): boolean {
  return scalar === "String" || scalar === "Text" || scalar === "Enum";
}

/**
 * The type of an array of values. A cast to a type with limits would cut values in silence; without them, storing refuses what does not
 * fit.
 */
function arrayType(type: ValueType): string {
  return type.isList ? "text[]" : `${unlimitedType(type)}[]`;
}

function readArray(values: unknown): readonly unknown[] {
  if (!Array.isArray(values)) throw new ValueError("expected an array with one value for each row");
  return values;
}

function readKeyColumn(keys: unknown, index: number, width: number): unknown[] {
  return readArray(keys).map((key) => {
    if (!Array.isArray(key) || key.length !== width) throw new ValueError(`expected keys of ${width} values`);
    return key[index] as unknown;
  });
}
