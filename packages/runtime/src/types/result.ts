import type { ModelTypes } from "./model-types.js";

/**
 * What a call with the arguments `A` gives for each row of a model: exactly what it loads. With `select` a plain object,
 * otherwise the entity, with the included relations beside it. Arguments held in a variable of the wide type
 * (`UserFindManyArgs`) may select anything, so then every property may be missing.
 */
export type Result<T extends ModelTypes, A> = A extends { select: infer S }
  ? Selection<T, S>
  : "select" extends keyof A
    ? Loaded<T, A> | (A["select"] extends undefined ? never : Selection<T, NonNullable<A["select"]>>)
    : Loaded<T, A>;

type Loaded<T extends ModelTypes, A> = A extends { counts: infer C }
  ? A extends { include: infer I }
    ? Own<T, A> & Inclusion<T, I> & { counts: Counts<C> }
    : Own<T, A> & { counts: Counts<C> }
  : A extends { include: infer I }
    ? Own<T, A> & Inclusion<T, I>
    : Own<T, A>;

/** How many rows each relation leads to, of those that are counted. */
type Counts<C> = C extends infer _
  ? { [K in keyof C as C[K] extends false ? never : K]: number | (boolean extends C[K] ? undefined : never) }
  : never;

/** The fields that come by themselves. */
type Own<T extends ModelTypes, A> = "omit" extends keyof A
  ? Completed<T, NonNullable<A["omit"]>, Reduced<T["entity"], NonNullable<A["omit"]>>>
  : T["entity"];

type Reduced<Entity, O> = [Omitted<O>] extends [never] ? Entity : Omit<Entity, Omitted<O>>;

type Omitted<O> = { [K in keyof O]-?: true extends O[K] ? K : never }[keyof O];

/** With the hidden fields that are not left out, and those of which is not known when compiling whether they are. */
type Completed<T extends ModelTypes, O, Row> = [Returned<T, O>] extends [never]
  ? Row
  : Row & { [K in Returned<T, O>]: T["fields"][K] | ([O[K]] extends [false] ? never : undefined) };

type Returned<T extends ModelTypes, O> = {
  [K in keyof O]-?: K extends keyof T["entity"]
    ? true extends O[K]
      ? [O[K]] extends [true]
        ? never
        : K
      : never
    : false extends O[K]
      ? K
      : never;
}[keyof O] &
  keyof T["fields"];

/** `S extends infer _` has editors show the properties instead of this type's name. */
type Selection<T extends ModelTypes, S> = S extends infer _
  ? {
      [K in keyof S as S[K] extends false ? never : K]: K extends keyof T["fields"]
        ? Value<T["fields"][K], S[K]>
        : Related<T, K, S[K]>;
    }
  : never;

export type Inclusion<T extends ModelTypes, I> = I extends infer _
  ? { [K in keyof I as I[K] extends false ? never : K]: Related<T, K, I[K]> }
  : never;

/** A boolean that is not known when compiling leaves open whether the property is there. */
type Value<Field, Choice> = boolean extends Choice ? Field | undefined : Field;

type Related<T extends ModelTypes, K, Choice> = boolean extends Choice
  ? Related<T, K, Exclude<Choice, false>> | undefined
  : K extends keyof T["many"]
    ? (Choice extends Recursive ? Branch<TypesOf<T["many"][K]>, K, Choice> : Result<TypesOf<T["many"][K]>, Choice>)[]
    : K extends keyof T["maybe"]
      ? | (Choice extends Recursive ? Chain<TypesOf<T["maybe"][K]>, K, Choice> : Result<TypesOf<T["maybe"][K]>, Choice>)
        | null
      : K extends keyof T["one"]
        ? Choice extends Recursive
          ? Chain<TypesOf<T["one"][K]>, K, Choice> | null
          : Result<TypesOf<T["one"][K]>, Choice>
        : T extends { arcs: infer Arcs }
          ? K extends keyof Arcs
            ? OneOf<Arcs[K], Choice>
            : Counted<K, Choice>
          : Counted<K, Choice>;

/** What is selected under a name that is no member's. */
type Counted<K, Choice> = K extends "counts" ? Counts<Choice> : never;

interface Recursive {
  recursive: true;
}

/** A row of a tree, with what is below it. */
type Branch<T extends ModelTypes, K extends PropertyKey, A> = Result<T, A> & { [P in K]: Branch<T, K, A>[] };

/** A row of a chain, with what it leads to. It ends where a row would come again. */
type Chain<T extends ModelTypes, K extends PropertyKey, A> = Result<T, A> & { [P in K]: Chain<T, K, A> | null };

/** What an arc leads to: a row of any of its models, each loaded as is said of it. Models without arcs never come here. */
type OneOf<Arc, Choice> = Arc extends { targets: infer Targets; none: infer None }
  ? | { [K in keyof Targets]: Result<TypesOf<Targets[K]>, K extends keyof Choice ? Choice[K] : true> }[keyof Targets]
    | None
  : never;

type TypesOf<Target> = Target extends ModelTypes ? Target : never;
