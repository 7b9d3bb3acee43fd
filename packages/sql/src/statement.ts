import type { TableName } from "@joinery/schema";
import type { JsonTest } from "./json-test.js";
import type { ColumnExpression, JsonPath, KeyList, Literal, Parameter } from "./operand.js";
import type { RowLock } from "./row-lock.js";
import type { Relevance, SearchIndex, SearchMatch } from "./search-match.js";
import type { FreeParameter, SqlExpression } from "./sql-expression.js";
import type { ValueChange } from "./value-change.js";
import type { ValueType } from "./value-type.js";

/**
 * The neutral form of a statement: what the planner makes and each dialect's compiler turns into SQL. Immutable, made of
 * table and column names, and free of values: a value is a {@link Parameter} with a slot, so that one compiled
 * statement serves every call of the same shape (the idea of kysely's operation nodes, plus slots).
 */
export type Statement =
  SelectStatement | InsertStatement | UpdateStatement | DeleteStatement | RefreshStatement | RawStatement;

export interface SelectStatement {
  readonly kind: "select";
  /** A table that is there in this statement alone, under its name. */
  readonly recursive?: RecursiveTable;
  readonly distinct?: boolean;
  readonly columns: readonly OutputColumn[];
  readonly from: TableSource;
  readonly joins?: readonly Join[];
  readonly where?: Expression;
  readonly groupBy?: readonly Expression[];
  /** Which of the groups. */
  readonly having?: Expression;
  readonly orderBy?: readonly OrderTerm[];
  readonly limit?: Expression;
  readonly offset?: Expression;
  /** Needs `hasRowLocks`. */
  readonly lock?: RowLock;
}

/** One column of the result, read by position. `type` decides how it is decoded; without it the raw value is kept. */
export interface OutputColumn {
  readonly expression: Expression;
  readonly type?: ValueType;
  /** Needed only where an outer query refers to it. */
  readonly alias?: string;
}

/**
 * The rows of `start`, and those that `step`, which reads the table itself, finds for them, and for those again, until it finds none that is
 * not there yet. Every row is in it once, so circles come to an end.
 */
export interface RecursiveTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly start: SelectStatement;
  readonly step: SelectStatement;
}

export type TableSource =
  | { readonly kind: "table"; readonly table: TableName; readonly alias: string }
  | {
      readonly kind: "subquery";
      readonly select: SelectStatement;
      readonly alias: string;
      /** It reads what is before it: it gives other rows for each row of that (needs `hasLateralJoins`). */
      readonly isLateral?: true;
    }
  /** All rows of several selects with the same columns, each in its own order and within its own limit. */
  | { readonly kind: "union"; readonly selects: readonly SelectStatement[]; readonly alias: string }
  /** The keys of other rows, which come as a parameter, or the one key, part by part. */
  | {
      readonly kind: "keys";
      readonly keys: KeyList | readonly Parameter[];
      readonly columns: readonly string[];
      readonly alias: string;
    }
  /** Rows of values that come as parameters: an array for each column (needs `hasArrayParameters`), or each value by itself. */
  | {
      readonly kind: "values";
      readonly columns: readonly string[];
      readonly values: { readonly arrays: readonly Parameter[] } | { readonly rows: readonly (readonly Parameter[])[] };
      readonly alias: string;
    }
  /** The elements of a list in JSON, each as the column `value`; none where the list is null. */
  | {
      readonly kind: "json-elements";
      readonly list: JsonPath;
      readonly elementType: ValueType;
      readonly alias: string;
    }
  /**
   * The rows that have the words of a search: their key, as columns of these names, and how well they fit, as the column `relevance`. Where
   * words are in a table of their own (see `hasSearchVectors`).
   */
  | {
      readonly kind: "search-hits";
      readonly index: SearchIndex;
      readonly key: readonly { readonly name: string; readonly type: ValueType }[];
      readonly slot: number;
      readonly alias: string;
    };

export interface Join {
  readonly type: "inner" | "left";
  readonly source: TableSource;
  readonly on: Expression;
}

export interface OrderTerm {
  readonly expression: Expression;
  readonly direction: "asc" | "desc";
  /** Always said for an expression that may be null, so that every database orders alike. */
  readonly nulls?: "first" | "last";
}

/** The alias of a row that could not be inserted, where another one is changed instead. */
export const proposedRow = "excluded";

export interface InsertStatement {
  readonly kind: "insert";
  readonly table: TableName;
  readonly columns: readonly string[];
  readonly source:
    /** Rows of expressions; no columns and one empty row means all defaults. */
    | { readonly kind: "rows"; readonly rows: readonly (readonly Expression[])[] }
    /**
     * One parameter a column, each bound to an array with one value a row (needs `hasArrayParameters`), or a call, which is the same
     * for every row.
     */
    | { readonly kind: "arrays"; readonly parameters: readonly (Parameter | FunctionCall)[] };
  readonly onConflict?:
    | { readonly kind: "do-nothing" }
    /**
     * The row that has the values of the new one in these columns, which are a key, is changed instead: it is read by `alias`, and the new one
     * by {@link proposedRow}.
     */
    | {
        readonly kind: "do-update";
        readonly columns: readonly string[];
        /** The columns are a key of those rows alone that meet this condition, in the words of their index. */
        readonly among?: string;
        readonly alias: string;
        readonly set: UpdateStatement["set"];
        /** A row that is there and does not meet it stays as it is, and the new one is left out. */
        readonly where?: Expression;
      };
  readonly returning?: readonly OutputColumn[];
}

export interface UpdateStatement {
  readonly kind: "update";
  readonly table: TableName;
  readonly alias: string;
  readonly set: readonly { readonly column: string; readonly value: Expression }[];
  /** What its rows are matched with by `where`; each at most once. */
  readonly from?: TableSource;
  readonly where?: Expression;
  readonly returning?: readonly OutputColumn[];
}

export interface DeleteStatement {
  readonly kind: "delete";
  readonly table: TableName;
  readonly alias: string;
  readonly where?: Expression;
  readonly returning?: readonly OutputColumn[];
}

/** Has the database compute anew the rows that a view keeps (needs `hasMaterializedViews`). */
export interface RefreshStatement {
  readonly kind: "refresh";
  readonly view: TableName;
  /** The old rows can be read meanwhile; needs a unique index. */
  readonly isConcurrent: boolean;
}

/** SQL of the user's, the whole of it: what columns it gives only the database knows. */
export interface RawStatement {
  readonly kind: "raw";
  readonly sql: SqlExpression;
}

export type Expression =
  | ColumnExpression
  | JsonPath
  | Parameter
  | Literal
  | Comparison
  | RowComparison
  | Sum
  | Cast
  | Logical
  | Not
  | IsNull
  | InList
  | InKeys
  | InSelect
  | Pattern
  | TextTest
  | JsonTest
  | Match
  | SqlExpression
  | FreeParameter
  | IsTrue
  | SearchMatch
  | Relevance
  | ListTest
  | Exists
  | FunctionCall
  | Aggregate
  | RowNumber
  | ScalarSubquery
  | JsonRows
  | ValueChange
  | Choice;

export interface Comparison {
  readonly kind: "comparison";
  readonly operator: "=" | "<>" | "<" | "<=" | ">" | ">=";
  readonly left: Expression;
  readonly right: Expression;
  /** With "=" and "<>": null equals null alone, so that the comparison is never unknown. */
  readonly isNullSafe?: boolean;
  /** What both sides are, where the comparison depends on it (case-insensitive text: `insensitive`). */
  readonly insensitive?: boolean;
}

/** Tuples in lexical order, of which nothing is null: an index over the columns finds where they begin. */
export interface RowComparison {
  readonly kind: "row-comparison";
  readonly operator: "<" | ">";
  readonly left: readonly ColumnExpression[];
  readonly right: readonly Parameter[];
}

/** Two numbers added. */
export interface Sum {
  readonly kind: "sum";
  readonly left: Expression;
  readonly right: Expression;
}

/** One of two values, both of one type. */
export interface Choice {
  readonly kind: "choice";
  /** True or false. */
  readonly condition: Expression;
  readonly value: Expression;
  readonly otherwise: Expression;
}

/** The same value as one of exactly this type, where a database tells types apart that are alike. */
export interface Cast {
  readonly kind: "cast";
  readonly operand: Expression;
  readonly type: ValueType;
}

/** An empty `and` is true, an empty `or` is false. */
export interface Logical {
  readonly kind: "and" | "or";
  readonly operands: readonly Expression[];
}

export interface Not {
  readonly kind: "not";
  readonly operand: Expression;
}

export interface IsNull {
  readonly kind: "is-null";
  readonly operand: Expression;
}

/** `operand` is one of the values of an array sent as ONE parameter, so that the text never depends on its length. */
export interface InList {
  readonly kind: "in-list";
  readonly operand: Expression;
  /** Its type is the type of one element; the bound value is an array of them. */
  readonly list: Parameter;
  readonly insensitive?: boolean;
}

/** The tuple of `operands` is one of the keys of an array of tuples, sent in as few parameters as the dialect can. */
export interface InKeys {
  readonly kind: "in-keys";
  readonly operands: readonly Expression[];
  readonly types: readonly ValueType[];
  /** The bound value is an array of tuples, each an array in the order of `operands`. */
  readonly slot: number;
}

/**
 * The tuple of `operands` is one of the rows of a subquery. That reads no outer source, so that a database may begin with it, or of
 * the sources before that of the operands. Null in either makes it unknown: not for use under a negation.
 */
export interface InSelect {
  readonly kind: "in-select";
  readonly operands: readonly Expression[];
  readonly select: SelectStatement;
}

/** Text search by pattern. All but "like" take the user's text literally: `%` and `_` in it match themselves. */
export interface Pattern {
  readonly kind: "pattern";
  readonly match: "contains" | "starts-with" | "ends-with" | "like";
  readonly operand: Expression;
  readonly pattern: Parameter;
  readonly insensitive?: boolean;
}

/** What is unknown becomes false. */
export interface IsTrue {
  readonly kind: "is-true";
  readonly operand: Expression;
}

/** Whether a text matches a regular expression, which is a value of the call. */
export interface Match {
  readonly kind: "match";
  readonly operand: Expression;
  readonly slot: number;
  readonly insensitive?: boolean;
}

/** Whether a text has another in it, at its beginning or at its end, where that is no value of the call but in the row too. */
export interface TextTest {
  readonly kind: "text-test";
  readonly match: "contains" | "starts-with" | "ends-with";
  readonly operand: Expression;
  readonly text: Expression;
  readonly insensitive?: boolean;
}

/** Tests on a list column: `has` one element, `some`/`every` of an array, `empty`. */
export interface ListTest {
  readonly kind: "list-test";
  readonly test: "has" | "has-some" | "has-every" | "is-empty";
  readonly operand: Expression;
  /** The type of one element. */
  readonly elementType: ValueType;
  /** Absent for `is-empty`; a single value for `has`, an array otherwise. */
  readonly slot?: number;
}

export interface Exists {
  readonly kind: "exists";
  readonly select: SelectStatement;
}

/** A function every dialect has under a neutral name. */
export interface FunctionCall {
  readonly kind: "call";
  /** `numbered`: what stands in the rows of an insert for the number that the database gives them. */
  readonly function: "count" | "lower" | "upper" | "now" | "numbered";
  /** None for `count` means `count(*)`. */
  readonly arguments: readonly Expression[];
}

/** One value of all rows of a group where the operand is not null; null where there are none, or for a count 0. */
export interface Aggregate {
  readonly kind: "aggregate";
  readonly function: AggregateFunction;
  readonly operand: ColumnExpression;
  readonly operandType: ValueType;
  /** What comes of it: `aggregateType` of the two. */
  readonly type: ValueType;
}

/** What can be computed of many values. The least and the greatest are so in the order of their type. */
export type AggregateFunction = "count" | "count-distinct" | "sum" | "avg" | "min" | "max";

/** `row_number() over (partition by … order by …)`: limits inside includes are per parent. */
export interface RowNumber {
  readonly kind: "row-number";
  readonly partitionBy: readonly Expression[];
  readonly orderBy: readonly OrderTerm[];
}

export interface ScalarSubquery {
  readonly kind: "scalar-subquery";
  readonly select: SelectStatement;
}

/**
 * The rows of a subquery as JSON, each the list of its columns in their order: a list of them in the order of the subquery, empty for none;
 * or where there can be but one, the row or null. Values come out of it exactly as they come out of columns. (Lists instead of objects: names
 * would be sent with every row.)
 */
export interface JsonRows {
  readonly kind: "json-rows";
  readonly select: SelectStatement;
  readonly isMany: boolean;
}
