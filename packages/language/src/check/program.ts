import type { FieldType, ScalarName, Span } from "@joinery/schema";
import type {
  Attribute,
  Declaration,
  EnumDeclaration,
  FieldDeclaration,
  MixinDeclaration,
  ModelDeclaration,
  ModelFile,
  NamedType,
  QueryDeclaration,
  TypeDeclaration,
  ViewDeclaration,
} from "../ast.js";
import type { DependencyOrder } from "./dependency-order.js";

/**
 * All files as one: every name bound to what it means, mixins laid into their models. Nothing here is judged: what could
 * not be bound is kept as such, and a rule reports it.
 */
export interface Program {
  readonly files: readonly ModelFile[];
  readonly symbols: ReadonlyMap<string, ProgramSymbol>;
  /** Declarations whose name was taken; their contents are checked on their own, but nothing refers to them. */
  readonly duplicates: readonly { readonly declaration: NamedDeclaration; readonly first: NamedDeclaration }[];
  /** Every model, view and mixin as written, duplicates included, in source order. */
  readonly blocks: readonly Block[];
  /** The fields of all blocks as written. */
  readonly fields: readonly BoundField[];
  /** The fields of all types as written. */
  readonly parts: readonly BoundField[];
  readonly mixinOrder: DependencyOrder<Block>;
  readonly members: ReadonlyMap<Block, FlatMembers>;
  /** Views are among them. */
  readonly models: readonly BoundModel[];
  /** Models by what they extend. */
  readonly inheritance: DependencyOrder<BoundModel>;
  readonly enums: readonly EnumDeclaration[];
  /** Every type as written, duplicates included, in source order. */
  readonly objects: readonly BoundObject[];
}

/** Declarations share one namespace; queries live in their model's. */
export type NamedDeclaration = Exclude<Declaration, QueryDeclaration>;

export type ProgramSymbol = BoundModel | Block<MixinDeclaration> | EnumDeclaration | BoundObject;

export type BlockDeclaration = ModelDeclaration | ViewDeclaration | MixinDeclaration;

/** A model, view or mixin as written, before mixins are laid in. */
export interface Block<Node extends BlockDeclaration = BlockDeclaration> {
  readonly kind: "block";
  readonly declaration: Node;
  /** Its own fields as written, duplicates included. */
  readonly fields: readonly BoundField[];
  readonly attributes: readonly Attribute[];
  /** The mixins it names, where there is such a mixin. */
  readonly mixins: readonly { readonly span: Span; readonly block: Block }[];
}

/** What the members of a block are once its mixins are laid in: of two fields with one name the first counts. */
export interface FlatMembers {
  readonly fields: readonly BoundField[];
  readonly attributes: readonly Attribute[];
  /** There may be members that are not here, because of a mistake that is reported elsewhere. */
  readonly isIncomplete: boolean;
}

/** A model, or a view, which is one that is only read. Its members are its own: what it inherits is with its parent. */
export interface BoundModel extends FlatMembers {
  readonly kind: "model";
  readonly name: string;
  readonly declaration: ModelDeclaration | ViewDeclaration;
  /** The model it extends, where there is such a model; never, by whatever way, itself. */
  readonly parent?: BoundModel;
  readonly fieldsByName: ReadonlyMap<string, BoundField>;
  /** One for each field that leads to a model, and for each model that an arc leads to, in order. */
  readonly relations: readonly RelationEnd[];
  readonly relationsByName: ReadonlyMap<string, RelationEnd>;
  readonly arcs: ReadonlyMap<BoundField, BoundArc>;
}

/** A `type`. */
export interface BoundObject {
  readonly kind: "type";
  readonly name: string;
  readonly declaration: TypeDeclaration;
  /** As written, duplicates included. */
  readonly fields: readonly BoundField[];
  /** Of two fields with one name the first. */
  readonly fieldsByName: ReadonlyMap<string, BoundField>;
  readonly attributes: readonly Attribute[];
}

/** A field of a block, shared by all models that the block is laid into; or a part of a type. */
export interface BoundField {
  readonly name: string;
  readonly declaration: FieldDeclaration;
  readonly type: BoundType;
}

export type BoundType =
  | FieldType
  | { readonly kind: "model"; readonly name: string }
  | { readonly kind: "mixin"; readonly name: string }
  /** One of several: models, if nobody erred. */
  | { readonly kind: "arc"; readonly alternatives: readonly BoundType[] }
  | { readonly kind: "unknown"; readonly type: NamedType };

/** Whether a field of the type holds a value, in a column or as a part of one. */
export function isFieldType(type: BoundType): type is FieldType {
  return type.kind === "scalar" || type.kind === "enum" || type.kind === "object";
}

/** An exclusive arc of one model: a field that leads to a row of one of several models. */
export interface BoundArc {
  readonly field: BoundField;
  /** Else there is always one. */
  readonly isNullable: boolean;
  /** One for each model, as far as their names are free. */
  readonly ends: readonly RelationEnd[];
}

/** A field of one model that leads to another (or the same) model. */
export interface RelationEnd {
  readonly kind: "relation";
  readonly name: string;
  readonly model: BoundModel;
  readonly target: BoundModel;
  readonly field: BoundField;
  readonly isList: boolean;
  readonly isNullable: boolean;
  /** The arc that it is one way of; `field` is then the arc's. */
  readonly arc?: BoundArc;
}

export function isView({ declaration }: BoundModel): boolean {
  return declaration.kind === "view";
}

/** The built-in types. */
export const scalarNames: ReadonlySet<string> = new Set<ScalarName>([
  "Int",
  "BigInt",
  "Float",
  "Decimal",
  "Boolean",
  "String",
  "Text",
  "DateTime",
  "Date",
  "Time",
  "Uuid",
  "Json",
  "Bytes",
]);

export function isScalarName(name: string): name is ScalarName {
  return scalarNames.has(name);
}
