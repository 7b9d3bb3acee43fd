import type { Span } from "@joinery/schema";

/**
 * The abstract syntax tree of one `.model` file: a tagged union on `kind`, each node with its span, frozen by the
 * builder. It holds what was written and nothing that was concluded from it. Parts the parser could not read are absent
 * (optional here) or left out of their list; the diagnostics say so.
 */
export interface ModelFile {
  readonly kind: "file";
  readonly path: string;
  readonly text: string;
  readonly declarations: readonly Declaration[];
  /** `//` comments in order; `///` ones are also the `documentation` of the node behind them. */
  readonly comments: readonly Comment[];
  readonly span: Span;
}

export interface Comment {
  readonly kind: "comment";
  /** Without the slashes and one following blank. */
  readonly text: string;
  readonly isDocumentation: boolean;
  readonly span: Span;
}

export type Declaration =
  ModelDeclaration | MixinDeclaration | TypeDeclaration | EnumDeclaration | ViewDeclaration | QueryDeclaration;

export interface Name {
  readonly kind: "name";
  readonly text: string;
  readonly span: Span;
}

/** `///` lines before a declaration, field or member and a `///` behind it on its line, joined by newlines. */
interface Documented {
  readonly documentation?: string;
}

/** Set when the parser left something of the declaration out: what is not in it may yet be in the source. */
interface Recovered {
  readonly isIncomplete?: true;
}

export interface ModelDeclaration extends Documented, Recovered {
  readonly kind: "model";
  readonly name: Name;
  /** `extends` (table inheritance) and `with` (mixins). */
  readonly extends?: Name;
  readonly mixins: readonly Name[];
  readonly members: readonly Member[];
  readonly span: Span;
}

export interface MixinDeclaration extends Documented, Recovered {
  readonly kind: "mixin";
  readonly name: Name;
  readonly mixins: readonly Name[];
  readonly members: readonly Member[];
  readonly span: Span;
}

/** A value object, stored as JSON. */
export interface TypeDeclaration extends Documented, Recovered {
  readonly kind: "type";
  readonly name: Name;
  readonly members: readonly Member[];
  readonly span: Span;
}

export interface ViewDeclaration extends Documented, Recovered {
  readonly kind: "view";
  readonly name: Name;
  readonly mixins: readonly Name[];
  readonly members: readonly Member[];
  readonly span: Span;
}

export interface EnumDeclaration extends Documented, Recovered {
  readonly kind: "enum";
  readonly name: Name;
  readonly members: readonly EnumMemberDeclaration[];
  /** `@@map`. */
  readonly attributes: readonly Attribute[];
  readonly span: Span;
}

export interface EnumMemberDeclaration extends Documented {
  readonly kind: "enumMember";
  readonly name: Name;
  readonly attributes: readonly Attribute[];
  readonly span: Span;
}

export type Member = FieldDeclaration | Attribute;

export interface FieldDeclaration extends Documented {
  readonly kind: "field";
  readonly name: Name;
  readonly type: TypeReference;
  readonly attributes: readonly Attribute[];
  readonly span: Span;
}

/** `Post`, `String(255)`, `Post[]`, `User?`, `Post | Comment`. */
export interface TypeReference {
  readonly kind: "typeReference";
  /** One, or for an exclusive arc two and more. */
  readonly alternatives: readonly NamedType[];
  readonly isList: boolean;
  readonly isNullable: boolean;
  readonly span: Span;
}

export interface NamedType {
  readonly kind: "namedType";
  readonly name: Name;
  /** `(255)`, `(10, 2)`. */
  readonly arguments: readonly Argument[];
  readonly span: Span;
}

/** `@unique` on a field (`scope: "field"`) or `@@unique([a, b])` on a block (`scope: "block"`). */
export interface Attribute {
  readonly kind: "attribute";
  readonly scope: "field" | "block";
  readonly name: Name;
  readonly arguments: readonly Argument[];
  /** Whether parentheses were written, `@cascade()` being a mistake the checker names. */
  readonly hasArguments: boolean;
  readonly span: Span;
}

/** `"x"` (positional) or `name: "x"`. */
export interface Argument {
  readonly kind: "argument";
  readonly name?: Name;
  readonly value: Expression;
  readonly span: Span;
}

export type Expression =
  | StringLiteral
  | NumberLiteral
  | BooleanLiteral
  | NullLiteral
  | Reference
  | Call
  | ListExpression
  | ObjectExpression
  | Variable;

export interface StringLiteral {
  readonly kind: "string";
  /** Escapes resolved. */
  readonly value: string;
  readonly span: Span;
}

export interface NumberLiteral {
  readonly kind: "number";
  /** As written: the checker decides whether it fits Int, BigInt or Decimal without losing a digit. */
  readonly text: string;
  readonly span: Span;
}

export interface BooleanLiteral {
  readonly kind: "boolean";
  readonly value: boolean;
  readonly span: Span;
}

export interface NullLiteral {
  readonly kind: "null";
  readonly span: Span;
}

/** A bare name: an enum member, a field, an action such as `Cascade`. */
export interface Reference {
  readonly kind: "reference";
  readonly name: string;
  readonly span: Span;
}

/** `now()`, `uuid(4)`, and in key lists `createdAt(sort: desc)`. */
export interface Call {
  readonly kind: "call";
  readonly name: Name;
  readonly arguments: readonly Argument[];
  readonly span: Span;
}

export interface ListExpression {
  readonly kind: "list";
  readonly items: readonly Expression[];
  readonly span: Span;
}

export interface ObjectExpression {
  readonly kind: "object";
  readonly entries: readonly ObjectEntry[];
  readonly span: Span;
}

export interface ObjectEntry {
  readonly kind: "entry";
  readonly key: Name;
  readonly value: Expression;
  readonly span: Span;
}

/** `$since` inside a query. */
export interface Variable {
  readonly kind: "variable";
  /** Without the dollar sign. */
  readonly name: string;
  readonly span: Span;
}

/** `query User.recentlyActive($since: DateTime, $limit: Int = 20) { where {…} include {…} orderBy {…} limit $limit }` */
export interface QueryDeclaration extends Documented, Recovered {
  readonly kind: "query";
  readonly model: Name;
  readonly name: Name;
  readonly parameters: readonly QueryParameter[];
  readonly clauses: readonly QueryClause[];
  readonly span: Span;
}

export interface QueryParameter {
  readonly kind: "parameter";
  readonly name: Name;
  readonly type: TypeReference;
  readonly default?: Expression;
  readonly span: Span;
}

export interface QueryClause {
  readonly kind: "clause";
  /** `where`, `include`, `select`, `orderBy`, `limit`, `offset`, `distinct`. */
  readonly name: Name;
  readonly value: Expression;
  readonly span: Span;
}
