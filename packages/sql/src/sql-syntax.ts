import type { JsonTest } from "./json-test.js";
import type { Codec, Encode } from "./dialect.js";
import type { DialectEncoding, Encoding } from "./encoding.js";
import type { Parameter } from "./operand.js";
import type { Relevance, SearchMatch } from "./search-match.js";
import type {
  AggregateFunction,
  Expression,
  FunctionCall,
  InKeys,
  InList,
  Pattern,
  SelectStatement,
  TableSource,
} from "./statement.js";
import type { ChangeOperator } from "./value-change.js";
import type { ValueType } from "./value-type.js";

export type SearchHits = Extract<TableSource, { kind: "search-hits" }>;

/** What a dialect writes in its own way. All else is written once, here and in `compile-expression`: standard SQL. */
export interface SqlSyntax {
  readonly codec: Codec;
  encoder(encoding: DialectEncoding): Encode;
  /** The text of the parameter at a position, counted from 1. */
  placeholder(position: number): string;
  boolean(value: boolean): string;
  /** The current time as a DateTime. */
  readonly now: string;
  /** What a column that the database numbers takes for the next number. */
  readonly numbered: string;
  /** What an OFFSET needs before it where there is no LIMIT. */
  readonly unlimited: string;
  /** An expression of a type in the form in which it reaches the client, where that is not the form stored. */
  output(sql: string, expression: Expression, type: ValueType | undefined): string;
  /** An expression of a type in a form that sorts as the type does. */
  orderKey(sql: string, type: ValueType): string;
  /** The same of what a path through JSON gives. */
  jsonOrderKey(sql: string, type: ValueType): string;
  /** One of two columns that are compared with each other, in a form in which equal values of both types are equal, and sort alike. */
  sharedKey(sql: string, type: ValueType, other: ValueType): string;
  /** Where a text has a part, counted from 1; 0 where it has not. */
  placeOf(part: string, text: string): string;
  /**
   * One value of those that a column of the type has in many rows, as a value of `aggregateType`. It must stand as it is beside an
   * operator.
   */
  aggregate(name: Exclude<AggregateFunction, "count" | "count-distinct">, operand: string, type: ValueType): string;
  jsonTest(node: JsonTest, writer: SqlWriter): string;
  /** Whether a text matches a regular expression; `pattern` writes its parameter where it stands. */
  matches(text: string, pattern: () => string, isInsensitive: boolean): string;
  /** A parameter by whose value nothing is to be planned: as one side of `=`, or as a number of rows. */
  unpeeked(placeholder: string): string;
  inList(node: InList, writer: SqlWriter): string;
  inKeys(node: InKeys, writer: SqlWriter): string;
  /** Keys as a table: see `TableSource`. */
  keys(source: KeySource, writer: SqlWriter): string;
  /** Values as a table: see `TableSource`. */
  values(source: ValueSource, writer: SqlWriter): string;
  cast(sql: string, type: ValueType): string;
  /** A value of the type after a change: see `ValueChange`. */
  change(operator: ChangeOperator, value: string, operand: string, type: ValueType): string;
  pattern(node: Pattern, writer: SqlWriter): string;
  /** That a row has the words of a search. */
  search(node: SearchMatch, writer: SqlWriter): string;
  /** How well it fits. Absent, as the other, for a database that has it in the other way. */
  relevance?(node: Relevance, writer: SqlWriter): string;
  /** A SELECT of the rows that fit, by key, and how well. */
  searchHits?(source: SearchHits, writer: SqlWriter): string;
  isEmptyList(list: string): string;
  /** JSON that is a text, number or boolean, out of JSON. */
  jsonText(json: string): string;
  /** What is out of JSON in the form of a column of the type: what a value object's codec wrote there. */
  jsonScalar(text: string, type: ValueType): string;
  /** The elements of a list in JSON as a table with the column `value`: of scalars, out of JSON. */
  jsonElements(list: string, elementType: ValueType, alias: string): string;
  /** The columns of a row as a list in JSON: values so that the codec's `jsonDecoder` reads them exactly, and what is JSON already. */
  jsonRow(columns: readonly JsonColumn[]): string;
  /** The list of all rows of a source, in its order, which has each as the JSON of that column. */
  jsonRows(column: string, source: string): string;
  /** Whether a list has some or every of the elements of another, which is a parameter; unknown where it is null. */
  listTest(test: "has-some" | "has-every", list: string, wanted: string): string;
  /** A function, true of every column, by which a statement can be stopped at any row; only where there is no other way. */
  readonly rowGuard?: string;
  /** The rows of an insert from arrays: what follows the list of columns. */
  arrays(parameters: readonly (Parameter | FunctionCall)[], writer: SqlWriter): string;
}

export type KeySource = TableSource & { readonly kind: "keys" };

export type ValueSource = TableSource & { readonly kind: "values" };

/** An expression that becomes an element of a list in JSON. */
export interface JsonColumn {
  readonly sql: string;
  /** Absent for what is JSON by itself: the rows of another subquery. */
  readonly type?: ValueType;
}

/**
 * Writes the parts of one statement. Parts must be written in the order of the text: placeholders are numbered as they come,
 * and some drivers know parameters by their order alone.
 */
export interface SqlWriter {
  readonly syntax: SqlSyntax;
  expression(node: Expression): string;
  /** A select inside of the statement; of those with the place "json" each row is one value, JSON. */
  select(statement: SelectStatement, place?: "inner" | "json"): string;
  /** For the guards: of each source a column that was written. */
  readonly columns?: Map<string, string>;
  /** Notes a parameter and returns its placeholder. */
  parameter(slot: number, encoding: Encoding): string;
}
