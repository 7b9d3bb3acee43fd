import type { FieldType, Span } from "@joinery/schema";
import type { Expression, ObjectEntry } from "../../ast.js";

/**
 * What may stand at one place of a query's arguments: any of the forms that are there. The walker (`read-argument.ts`)
 * knows the forms, the tables (`*-shapes.ts`) know the places; what lies inside an object is asked for by name, so shapes
 * may refer to each other in circles as models do.
 */
export interface Shape {
  /** What a user should write, for messages. */
  readonly expected: string;
  readonly object?: ObjectShape;
  readonly list?: ListShape;
  /** A value of a field, or a parameter. */
  readonly value?: ValueShape;
  /** A number of rows, or a parameter. */
  readonly isCount?: true;
  /** Of such a number, from where to where. */
  readonly range?: readonly [least: number, greatest: number];
  /** `true` or `false`, written out: it decides what is asked. Where nothing can be left out, `true` alone. */
  readonly isFlag?: true | "true alone";
  readonly words?: readonly string[];
  /** Whether a word is not there only because of a mistake that is reported elsewhere. */
  readonly isUnsettled?: (word: string) => boolean;
  readonly isNullable?: boolean;
  /** There is such a thing, but not here: why. */
  readonly refusal?: string;
}

export interface ValueShape {
  readonly type: FieldType;
  readonly isList?: boolean;
}

export interface ListShape {
  readonly item: Shape;
  /** Where there must be so many; then no parameter can stand for the list. */
  readonly length?: number;
  readonly isNeverEmpty?: true;
}

export interface ObjectShape {
  /** What has these names: a model, or for messages something like "A filter of `Int`". */
  readonly owner: { readonly model: string } | { readonly label: string };
  /** For suggestions. */
  readonly names: () => readonly string[];
  readonly find: (name: string) => Shape | undefined;
  /** Whether a name is not there only because of a mistake that is reported elsewhere. */
  readonly isUnsettled?: (name: string) => boolean;
  /** What the object as a whole must say. */
  readonly demand?: Demand;
  /** See `QueryValue`. */
  readonly isPartwise?: true;
  /** What goes with none of some others. */
  readonly apart?: { readonly name: string; readonly others: readonly string[] };
  /** What of an entry makes no sense beside the others, and why. */
  readonly findMisfit?: (entries: readonly Pick<ObjectEntry, "key" | "value">[]) => Misfit | undefined;
}

export interface Misfit {
  readonly span: Span;
  /** As a path from the object. */
  readonly place: string;
  readonly reason: string;
}

/** That one of an object's entries is such as it should be. */
export interface Demand {
  /** What a user should write, for messages. */
  readonly expected: string;
  readonly isMetBy: (name: string, value: Expression) => boolean;
}

/** An object with one shape for each name. */
export function objectOf(
  label: string,
  shapes: Readonly<Record<string, Shape>>,
  more: Partial<ObjectShape> = {},
): ObjectShape {
  const names = Object.keys(shapes);
  return {
    owner: { label },
    names: () => names,
    find: (name) => (Object.hasOwn(shapes, name) ? shapes[name] : undefined),
    ...more,
  };
}

/** One of some words, written out. */
export function wordOf(...words: readonly string[]): Shape {
  return { expected: printNames(words), words };
}

/** `a`, `b` or `c`. */
export function printNames(names: readonly string[]): string {
  const quoted = names.map((name) => `\`${name}\``);
  const last = quoted.pop() ?? "";
  return quoted.length === 0 ? last : `${quoted.join(", ")} or ${last}`;
}
