import type {
  CascadeAction,
  IndexMethod,
  ReferentialAction,
  SearchLanguage,
  SearchWeight,
  Span,
} from "@joinery/schema";
import type { Argument, Expression } from "../ast.js";

/** A name that stands for a field, where it was written. */
export interface FieldName {
  readonly text: string;
  readonly span: Span;
}

/** A name that stands for a model, where it was written. */
export type ModelName = FieldName;

/** A field in a key, and how an index sorts it. */
export interface KeyEntry extends FieldName {
  readonly sort?: "asc" | "desc";
  readonly ops?: string;
}

/** A field in an order of rows. */
export type OrderEntry = Omit<KeyEntry, "ops">;

/** A field that is searched, and how much it counts. */
export interface SearchedEntry extends FieldName {
  readonly weight?: SearchWeight;
}

/** What each kind of argument is read as. */
export interface ArgumentValues {
  readonly text: string;
  /** A text that every database can store. */
  readonly storableText: string;
  /** A fragment for a database to read; a rule says where it cannot be one. */
  readonly sql: string;
  /** A whole SELECT. */
  readonly query: string;
  /** The name of a dialect, as a word or in quotes. */
  readonly dialect: string;
  readonly operatorClass: string;
  readonly method: IndexMethod;
  readonly storage: "stored" | "virtual";
  readonly integer: number;
  /** How many of something: from none up. */
  readonly count: number;
  readonly boolean: boolean;
  readonly model: ModelName;
  readonly field: FieldName;
  readonly fields: readonly FieldName[];
  readonly sortedFields: readonly KeyEntry[];
  /** A field by which rows are put in order. */
  readonly orderedField: OrderEntry;
  readonly searchedFields: readonly SearchedEntry[];
  readonly weight: SearchWeight;
  readonly language: SearchLanguage;
  readonly cascade: CascadeAction | "all";
  readonly action: ReferentialAction;
  readonly sort: "asc" | "desc";
  /** Anything: its meaning depends on the field. */
  readonly expression: Expression;
}

export type ArgumentKind = keyof ArgumentValues;

interface ArgumentDefinition<Kind extends ArgumentKind = ArgumentKind> {
  readonly kind: Kind;
  /** May be given without its name; in the order of the signature. */
  readonly isPositional?: true;
  readonly isRequired?: true;
  /** The argument that may stand for a required one. */
  readonly alternative?: string;
  /** Every argument without a name that no other takes, any number of them; it has no name to be given by. */
  readonly isRest?: true;
}

/** The arguments of an attribute or a function, by name. */
export type Signature = Readonly<Record<string, ArgumentDefinition>>;

export interface Located<Value> {
  readonly value: Value;
  readonly argument: Argument;
}

/** What was given for a {@link Signature}; arguments that are absent or not of their kind are not there. */
export type SignatureValues<S extends Signature> = {
  readonly [Name in keyof S]?: S[Name] extends ArgumentDefinition<infer Kind>
    ? S[Name] extends { readonly isRest: true }
      ? readonly Located<ArgumentValues[Kind]>[]
      : Located<ArgumentValues[Kind]>
    : never;
};

export type ArgumentProblem =
  | { readonly kind: "unknown"; readonly name: string; readonly span: Span; readonly known: readonly string[] }
  | { readonly kind: "surplus"; readonly span: Span; readonly allowed: number }
  | { readonly kind: "repeated"; readonly name: string; readonly span: Span; readonly first: Span }
  | { readonly kind: "wrong"; readonly name: string; readonly span: Span; readonly expected: string }
  | {
      readonly kind: "missing";
      readonly name: string;
      readonly expected: string;
      /** Would do in its place. */
      readonly alternative?: string;
    };
