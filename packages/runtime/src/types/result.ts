import type { ModelTypes } from "./model-types.js";

/**
 * What a call with the arguments `A` gives for each row of a model: exactly what it loads. With `select` a plain object,
 * otherwise the entity, with the included relations beside it. Arguments held in a variable of the wide type
 * (`UserFindManyArgs`) may select anything, so then every property may be missing.
 */
export type Result<T extends ModelTypes, A> = A extends { select: infer S }
  ? Selection<T, S>
  : A extends { include: infer I }
    ? T["entity"] & Inclusion<T, I>
    : "select" extends keyof A
      ? T["entity"] | (A["select"] extends undefined ? never : Selection<T, NonNullable<A["select"]>>)
      : T["entity"];

/** `S extends infer _` has editors show the properties instead of this type's name. */
type Selection<T extends ModelTypes, S> = S extends infer _
  ? {
      [K in keyof S as S[K] extends false ? never : K]: K extends keyof T["fields"]
        ? Value<T["fields"][K], S[K]>
        : Related<T, K, S[K]>;
    }
  : never;

type Inclusion<T extends ModelTypes, I> = I extends infer _
  ? { [K in keyof I as I[K] extends false ? never : K]: Related<T, K, I[K]> }
  : never;

/** A boolean that is not known when compiling leaves open whether the property is there. */
type Value<Field, Choice> = boolean extends Choice ? Field | undefined : Field;

type Related<T extends ModelTypes, K, Choice> = boolean extends Choice
  ? Related<T, K, Exclude<Choice, false>> | undefined
  : K extends keyof T["many"]
    ? Result<TypesOf<T["many"][K]>, Choice>[]
    : K extends keyof T["maybe"]
      ? Result<TypesOf<T["maybe"][K]>, Choice> | null
      : K extends keyof T["one"]
        ? Result<TypesOf<T["one"][K]>, Choice>
        : T extends { arcs: infer Arcs }
          ? K extends keyof Arcs
            ? OneOf<Arcs[K], Choice>
            : never
          : never;

/** What an arc leads to: a row of any of its models, each loaded as is said of it. Models without arcs never come here. */
type OneOf<Arc, Choice> = Arc extends { targets: infer Targets; none: infer None }
  ? | { [K in keyof Targets]: Result<TypesOf<Targets[K]>, K extends keyof Choice ? Choice[K] : true> }[keyof Targets]
    | None
  : never;

type TypesOf<Target> = Target extends ModelTypes ? Target : never;
