import type { Arc, EnumType, Field, Model, Relation, ValueObject } from "@joinery/schema";
import type { EnumDeclaration } from "../../ast.js";
import type { BuiltSchema } from "../built-schema.js";
import type { Program } from "../program.js";

/** What the arguments of a query are checked against: the models as the client will know them. */
export interface QueryScope {
  /** Absent where a mistake keeps it from being known. */
  readonly modelOf: (name: string) => Model | undefined;
  /** Whether a model may have something of this name, were it not for a mistake that is reported elsewhere. */
  readonly isUnsettled: (model: Model, name: string) => boolean;
  /** Absent where a mistake keeps it from being known. */
  readonly typeOf: (name: string) => ValueObject | undefined;
  /** As {@link isUnsettled}, of a type. */
  readonly isUnsettledType: (name: string) => boolean;
  readonly enumOf: (type: EnumType) => EnumDeclaration | undefined;
}

/** A field, a relation or an arc: a model has one namespace. */
export type Member =
  | { readonly kind: "field"; readonly field: Field }
  | { readonly kind: "relation"; readonly relation: Relation }
  | { readonly kind: "arc"; readonly arc: Arc };

export function createQueryScope(
  { symbols }: Pick<Program, "symbols">,
  { modelsByName, clientModels, typesByName }: Pick<BuiltSchema, "modelsByName" | "clientModels" | "typesByName">,
): QueryScope {
  return {
    modelOf: (name) => clientModels.get(name),
    isUnsettled({ name: model }, name) {
      const bound = symbols.get(model);
      const built = modelsByName.get(model);
      if (bound?.kind !== "model" || bound.isIncomplete || built === undefined) return true;
      const { fields, relations, arcs = [] } = built;
      const settled = new Set([...fields, ...relations, ...arcs].map((member) => member.name));
      // With a relation its key is missing, which is called after it.
      return bound.fields.some((field) => !settled.has(field.name) && name.startsWith(field.name));
    },
    typeOf: (name) => typesByName.get(name),
    isUnsettledType(name) {
      const bound = symbols.get(name);
      if (bound?.kind !== "type" || bound.declaration.isIncomplete === true) return true;
      return bound.fieldsByName.size > (typesByName.get(name)?.fields.length ?? 0);
    },
    enumOf({ name }) {
      const symbol = symbols.get(name);
      return symbol?.kind === "enum" ? symbol : undefined;
    },
  };
}

const members = new WeakMap<Model, ReadonlyMap<string, Member>>();

/** The members of a model by name, indexed once for each. */
export function membersOf(model: Model): ReadonlyMap<string, Member> {
  const known = members.get(model);
  if (known) return known;
  const made = new Map<string, Member>([
    ...model.fields.map((field) => [field.name, { kind: "field", field }] as const),
    ...model.relations.map((relation) => [relation.name, { kind: "relation", relation }] as const),
    ...(model.arcs ?? []).map((arc) => [arc.name, { kind: "arc", arc }] as const),
  ]);
  members.set(model, made);
  return made;
}
