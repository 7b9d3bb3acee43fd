import type { JsonValue } from "@joinery/schema";

/** What is done to JSON where it is, at the end of a path. */
export type JsonEditKind =
  /** The value there is this one; what is missing on the way, or null, becomes an object or a list. */
  | "set"
  /** Nothing is there any more. */
  | "remove"
  /** The members of this object are there too: what is missing, or null, becomes an object. */
  | "merge"
  /** A part of a value object is this one. What is null on the way stays so; what is missing is its default. */
  | "part";

export interface JsonEdit {
  readonly kind: JsonEditKind;
  readonly path: readonly (string | number)[];
  /** Absent of what is removed. */
  readonly value?: JsonValue;
  /** Of parts: what each of those on the way is where it is missing, and whether it may be null. */
  readonly parts?: readonly { readonly default: JsonValue; readonly isNullable: boolean }[];
}

/**
 * An operator that edits JSON, by the kinds of its edits and of the steps of their paths: of this the text of a statement depends, the rest is a
 * value. A step is a name in an object (`n`), a place in a list (`p`), or a part of a value object on the way to another, which is never null
 * (`r`) or may be (`o`).
 */
export type JsonOperator = `json:${string}`;

/** The edits of an operator, as far as it tells them. */
export interface EditShape {
  readonly kind: JsonEditKind;
  readonly steps: string;
}

const prefix = "json:";

export function isJsonOperator(operator: string | undefined): operator is JsonOperator {
  return operator?.startsWith(prefix) === true;
}

export function writeJsonOperator(edits: readonly JsonEdit[]): JsonOperator {
  const shapes = edits.map(({ kind, path, parts }) => {
    const steps = path.map((step, index) => {
      const part = parts?.[index];
      if (part !== undefined) return part.isNullable ? "o" : "r";
      return typeof step === "string" ? "n" : "p";
    });
    return `${kind}.${steps.join("")}`;
  });
  return `${prefix}${shapes.join(" ")}`;
}

export function readJsonOperator(operator: JsonOperator): readonly EditShape[] {
  const shapes = operator.slice(prefix.length).split(" ");
  return shapes.map((shape) => {
    const [kind, steps] = shape.split(".") as [JsonEditKind, string];
    return { kind, steps };
  });
}

/** The operand of an operator: of each edit its path, its value, and what stands for the parts that are missing. */
export function writeEdits(edits: readonly JsonEdit[]): JsonValue {
  return edits.map(({ path, value = null, parts = [] }) => [[...path], value, parts.map((part) => part.default)]);
}
