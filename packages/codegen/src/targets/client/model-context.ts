import { listKeys } from "@joinery/schema";
import type { QueryCompiler } from "@joinery/runtime";
import type { Field, Model, QueryDefinition, Relation, Schema } from "@joinery/schema";

import type { CodeFile } from "../../code-file.js";
import type { ClientSymbols, ModelSymbols } from "./symbols.js";

/** What the printers of one model's declarations share: its file, the model, and the names of everything generated. */
export interface ModelContext {
  readonly file: CodeFile;
  readonly model: Model;
  readonly symbols: ClientSymbols;
  /** By name. */
  readonly models: ReadonlyMap<string, Model>;
  /** The names of what this model's file declares. */
  readonly own: ModelSymbols;
  readonly queries: readonly QueryDefinition[];
}

/** A relation is typed by how many it leads to: always one, maybe one, or many. */
export type RelationKind = "one" | "maybe" | "many";

export function relationKind(relation: Relation): RelationKind {
  if (relation.cardinality === "many") return "many";
  return relation.kind === "owning" && !relation.isNullable ? "one" : "maybe";
}

/** The name that stands in the model's file for a part of what is generated for another. */
export function useTarget({ file, symbols }: ModelContext, relation: Relation, part: keyof ModelSymbols): string {
  return file.use({ ...symbols.models.get(relation.target)![part], isType: true });
}

export function findField(model: Model, name: string): Field {
  const field = model.fields.find((candidate) => candidate.name === name);
  if (!field) throw new Error(`The schema is not valid: ${model.name} has no field ${name}`);
  return field;
}

export function findRelation(model: Model, name: string): Relation {
  const relation = model.relations.find((candidate) => candidate.name === name);
  if (!relation) throw new Error(`The schema is not valid: ${model.name} has no relation ${name}`);
  return relation;
}

/** Whether something tells its rows apart. */
export function hasKey(model: Model): boolean {
  return listKeys(model).length > 0;
}

export function hasHiddenFields(model: Model): boolean {
  return model.fields.some(({ isHidden }) => isHidden);
}

/** The files of a schema are printed from this; see `nameSymbols`. */
export interface ClientContext {
  readonly schema: Schema;
  readonly symbols: ClientSymbols;
  /** By name. */
  readonly models: ReadonlyMap<string, Model>;
  /** By the name of their model. */
  readonly queries: ReadonlyMap<string, readonly QueryDefinition[]>;
  readonly compileQuery: QueryCompiler;
}
