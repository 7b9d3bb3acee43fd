import { compileOperand, compileText, listOf } from "../compile-expression.js";
import { createCompiler } from "../compile.js";
import { scaleOf } from "../canonical-decimal.js";
import { canonicalList } from "../canonical-scalar.js";
import { ValueError, type Encode } from "../dialect.js";
import { isJsonOperator } from "../json-edit.js";
import { patternEncoder, printLike, type PatternPiece } from "../like-pattern.js";
import { quoteIdentifier } from "../quote-identifier.js";
import { quoteText } from "../quote-text.js";
import { rankMember } from "../rank-member.js";
import { searchEncoder } from "../search-query.js";
import { encodePattern, matchesPattern } from "./matches-pattern.js";
import type { SqlSyntax } from "../sql-syntax.js";
import type { ValueType } from "../value-type.js";
import { compileJsonTest, jsonOperandEncoder } from "./json-test.js";
import { codec, encodeFree, isNumericDecimal, jsonEncoder } from "./codec.js";
import { rowGuard } from "./row-guard.js";
import { compileHits, compileSearch, printSearch } from "./search.js";

const syntax: SqlSyntax = {
  codec,
  encoder(encoding) {
    switch (encoding.kind) {
      case "pattern":
        return limitPattern(patternEncoder(encoding.match, encoding.isInsensitive ? printLike : printGlob));
      case "regular-expression":
        return encodePattern;
      case "json-operand":
        return jsonOperandEncoder(encoding.operand);
      case "free":
        return encodeFree;
      case "keys":
        return keysEncoder(encoding.types);
      case "search":
        return searchEncoder(encoding.language, printSearch);
      case "rows":
        return refuseArrays();
    }
  },
  placeholder: () => "?",
  boolean: (value) => (value ? "1" : "0"),
  now: "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')",
  numbered: "null",
  unlimited: "limit -1 ",
  // The driver reads integers as doubles; as text they arrive whole, and no other column becomes slower.
  output: (sql, _expression, type) => (type?.scalar === "BigInt" && !type.isList ? `cast(${sql} as text)` : sql),
  orderKey,
  jsonOrderKey: orderKey,
  sharedKey(sql, type, other) {
    if (type.scalar !== "Decimal" || (isNumericDecimal(type) && isNumericDecimal(other))) return sql;
    // To `printf` null is 0.
    const text = `case when ${sql} is not null then printf('%.${type.scale ?? 0}f', ${sql}) end`;
    return `decimal_key(${isNumericDecimal(type) ? text : sql})`;
  },
  matches: (text, pattern, isInsensitive) => `${matchesPattern}(${text}, ${pattern()}, ${isInsensitive ? 1 : 0})`,
  jsonTest: compileJsonTest,
  placeOf: (part, text) => `instr(${text}, ${part})`,
  aggregate(name, operand, type) {
    if (type.scalar === "Decimal") {
      if (name === "sum" || name === "avg") return `decimal_${name}(${operand}, ${scaleOf(type) ?? 0})`;
      return isNumericDecimal(type) ? `${name}(${operand})` : `decimal_${name}(${operand})`;
    }
    return type.scalar === "Enum" ? enumExtreme(name, operand, type) : `${name}(${operand})`;
  },
  // `limit ?` is planned anew at every execution, and after ANALYZE `= ?` for each value. The planner does not look into `+?`, which
  // finds the same rows by the same index.
  unpeeked: (placeholder) => `+${placeholder}`,
  inList({ operand, list, insensitive }, writer) {
    const left = compileText(operand, insensitive, writer);
    const values = jsonValue(list.type, "value");
    const each = writer.parameter(list.slot, listOf(list.type));
    return `${left} in (select ${insensitive ? `lower(${values})` : values} from json_each(${each}))`;
  },
  inKeys({ operands, types, slot }, writer) {
    const left = operands.map((operand) => compileOperand(operand, writer));
    const each = writer.parameter(slot, { kind: "keys", types });
    if (types.length === 1) {
      return `${left.join()} in (select ${jsonValue(types[0]!, "value")} from json_each(${each}))`;
    }
    const values = types.map((type, index) => jsonValue(type, `json_extract(value, '$[${index}]')`));
    return `(${left.join(", ")}) in (select ${values.join(", ")} from json_each(${each}))`;
  },
  keys({ keys, columns, alias }, writer) {
    const named = (values: readonly string[]) =>
      values.map((value, part) => `${value} as ${quoteIdentifier(columns[part]!)}`).join(", ");
    if (!("slot" in keys)) {
      const values = keys.map(({ slot, type }) => writer.parameter(slot, { kind: "value", type, use: "compare" }));
      return `(select ${named(values)}) as ${quoteIdentifier(alias)}`;
    }
    const { slot, types } = keys;
    const isSingle = types.length === 1;
    const each = writer.parameter(slot, isSingle ? listOf(types[0]!) : { kind: "keys", types });
    const values = types.map((type, part) => jsonValue(type, isSingle ? "value" : `json_extract(value, '$[${part}]')`));
    return `(select ${named(values)} from json_each(${each})) as ${quoteIdentifier(alias)}`;
  },
  values({ columns, values, alias }, writer) {
    if (!("rows" in values)) refuseArrays();
    const rows = values.rows.map((row) => `(${row.map((value) => writer.expression(value)).join(", ")})`);
    const named = columns.map((name, place) => `column${place + 1} as ${quoteIdentifier(name)}`);
    return `(select ${named.join(", ")} from (values ${rows.join(", ")})) as ${quoteIdentifier(alias)}`;
  },
  cast: (sql) => sql,
  change(operator, value, operand, type) {
    if (isJsonOperator(operator)) {
      return `edit_json(${value}, ${operand}, ${quoteText(operator)}, ${type.scalar === "Json" ? 1 : 0})`;
    }
    if (operator === "append") return `join_lists(${value}, ${operand})`;
    if (operator === "prepend") return `join_lists(${operand}, ${value})`;
    const limits = [type.precision ?? 0, type.scale ?? 0];
    const words = [quoteText(operator), quoteText(type.scalar), ...limits, isNumericDecimal(type) ? 1 : 0];
    return `change_number(${[value, operand, ...words].join(", ")})`;
  },
  pattern({ operand, match, pattern, insensitive }, writer) {
    const left = compileOperand(operand, writer);
    const encoding = { kind: "pattern", match, ...(insensitive && { isInsensitive: insensitive }) } as const;
    const placeholder = writer.parameter(pattern.slot, encoding);
    if (insensitive) return `${left} like ${placeholder} escape '\\'`;
    // LIKE knows no difference of case here, GLOB does. Only a known beginning is worth a new plan: it may use an index.
    return `${left} glob ${match === "starts-with" ? placeholder : `+${placeholder}`}`;
  },
  search: compileSearch,
  searchHits: compileHits,
  isEmptyList: (list) => `json_array_length(${list}) = 0`,
  jsonText: (json) => `(${json} ->> '$')`,
  jsonScalar(text, { scalar }) {
    switch (scalar) {
      case "BigInt":
        return `cast(${text} as integer)`;
      case "Float":
        // JSON has integers of more digits than a double.
        return `cast(${text} as real)`;
      case "Bytes":
        return `unhex(${text})`;
      default:
        return text;
    }
  },
  jsonElements: (list, _elementType, alias) => `json_each(${list}) as ${quoteIdentifier(alias)}`,
  jsonRow(columns) {
    const values = columns.map(({ sql, type }) => (type === undefined ? `json(${sql})` : jsonElement(sql, type)));
    let row = `json_array(${values.slice(0, maxArguments).join(", ")})`;
    for (let start = maxArguments; start < values.length; start += maxAppended) {
      const more = values.slice(start, start + maxAppended).map((value) => `'$[#]', ${value}`);
      row = `json_insert(${row}, ${more.join(", ")})`;
    }
    return row;
  },
  jsonRows: (column, source) => `select json_group_array(json(${column})) from ${source}`,
  listTest(test, list, wanted) {
    const found =
      test === "has-every"
        ? `not exists (select 1 from json_each(${wanted}) where value not in (select value from json_each(${list})))`
        : `exists (select 1 from json_each(${wanted}) where value in (select value from json_each(${list})))`;
    // No list is unknown, as an operator on NULL is, also under NOT.
    return `case when ${list} is not null then ${found} end`;
  },
  rowGuard,
  arrays: refuseArrays,
};

/** Writes statements as SQLite reads them. */
export const { compile, link } = createCompiler(syntax);

function orderKey(sql: string, type: ValueType): string {
  if (type.isList) return sql;
  if (type.scalar === "Enum") return rankMember(sql, type);
  return type.scalar === "Decimal" && !isNumericDecimal(type) ? `decimal_key(${sql})` : sql;
}

function refuseArrays(): never {
  throw new Error("This database has no array parameters: insert rows instead");
}

/** The most that a function takes here, and how many elements one call can append: each needs two. */
const maxArguments = 1000;
const maxAppended = 499;

/** A value that reached the client as it is stored, in a form that JSON has. */
function jsonElement(sql: string, type: ValueType): string {
  if (type.scalar === "Bytes" && !type.isList) return `case when ${sql} is not null then hex(${sql}) end`;
  // What JSON functions have made somewhere below would become a part of this JSON; what comes of an operator is text.
  return type.isLoose ? `case typeof(${sql}) when 'text' then ${sql} || '' else ${sql} end` : sql;
}

/** The first or last of the members that are there, as its declaration has them. */
function enumExtreme(name: string, sql: string, type: ValueType): string {
  const members = (type.enum?.members ?? []).map(
    ({ databaseName }, rank) => `when ${rank} then ${quoteText(databaseName)}`,
  );
  return `case ${name}(${rankMember(sql, type)}) ${members.join(" ")} end`;
}

/** A value of `json_each` in the form in which a column of the type stores it. */
function jsonValue(type: ValueType, sql: string): string {
  return type.scalar === "Bytes" ? `unhex(${sql})` : sql;
}

/** The keys as a list in JSON, those of several parts as lists in it. */
function keysEncoder(types: readonly ValueType[]): Encode {
  const encoders = types.map((type) => jsonEncoder(type, "compare"));
  const encodeKey = (key: unknown) => {
    if (!Array.isArray(key) || key.length !== types.length)
      throw new ValueError(`expected keys of ${types.length} values`);
    const texts = encoders.map((encode, index) => encode(key[index])).join(",");
    return types.length === 1 ? texts : `[${texts}]`;
  };
  return (value) => `[${canonicalList(value, encodeKey).join(",")}]`;
}

function printGlob(piece: PatternPiece): string {
  if (piece === "any") return "*";
  if (piece === "one") return "?";
  return piece.text.replaceAll(/[*?[]/g, "[$&]");
}

/** The most bytes that a pattern of LIKE or GLOB may have here; some characters of the user's text take three in it. */
const longestPattern = 50_000;

function limitPattern(encode: Encode): Encode {
  return (value) => {
    const pattern = encode(value);
    // Three bytes a character at most: there is nothing to count in most texts.
    if (
      typeof pattern === "string" &&
      pattern.length * 3 > longestPattern &&
      Buffer.byteLength(pattern) > longestPattern
    ) {
      throw new ValueError(
        `expected a text to search for of at most ${longestPattern} bytes, which is what this database can`,
      );
    }
    return pattern;
  };
}
