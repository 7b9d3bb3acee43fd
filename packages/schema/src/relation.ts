import type { TableName } from "./table-name.js";

/** A relation to one of several models: one nullable owning relation for each, of which exactly one is set. */
export interface Arc {
  readonly name: string;
  /** The model that declares it, where that is not this one but one it extends. */
  readonly inheritedFrom?: string;
  /** In order of declaration. */
  readonly targets: readonly ArcTarget[];
  /** All of them may be absent. */
  readonly isNullable?: true;
  /** The check that no two are set, and unless it is nullable, one. */
  readonly checkName: string;
  readonly documentation?: string;
}

export interface ArcTarget {
  /** What arguments call the model that it leads to: `post` for `Post`. */
  readonly name: string;
  /** The owning relation of this model that leads there. */
  readonly relation: string;
}

/** Class table inheritance (Fowler): the table of the child holds what it adds, and its key is that of its parent. */
export interface Inheritance {
  readonly model: string;
  /** From the child's primary key to the parent's; a child's row goes with its parent's. */
  readonly foreignKey: ForeignKey;
}

export type ReferentialAction = "Cascade" | "Restrict" | "NoAction" | "SetNull" | "SetDefault";

/**
 * A relation as seen from one model. In all three kinds `fields[i]` of this model is matched with `references[i]` of the
 * target, so a reader that only wants to join need not tell them apart (but for the join table of the third).
 */
export type Relation = OwningRelation | InverseRelation | ManyToManyRelation;

interface RelationProperties {
  readonly name: string;
  /** The model it leads to. */
  readonly target: string;
  readonly fields: readonly string[];
  readonly references: readonly string[];
  /** The name of the relation of the target that is this one read backwards, where the user declared it. */
  readonly inverse?: string;
  /** The model that declares it, where that is not this one but one it extends: the target's inverse leads to that one. */
  readonly inheritedFrom?: string;
  /** What a session does to what it holds at the other end. Absent where there is nothing. */
  readonly cascade?: readonly CascadeAction[];
  /** How its rows are sorted unless a call says otherwise. Absent where it is not said. */
  readonly orderBy?: readonly { readonly field: string; readonly sort: "asc" | "desc" }[];
  /** Its key is in the migrations, but the client does not know it. */
  readonly isIgnored?: true;
  readonly documentation?: string;
}

/** This model holds the key. */
export interface OwningRelation extends RelationProperties {
  readonly kind: "owning";
  readonly cardinality: "one";
  readonly isNullable?: true;
  /** Absent in a view: no database holds its rows to anything. */
  readonly foreignKey?: ForeignKey;
}

export interface ForeignKey {
  readonly name: string;
  readonly onDelete: ReferentialAction;
  readonly onUpdate: ReferentialAction;
  readonly isDeferrable?: true;
}

/** The target holds the foreign key; a single one may always be absent. */
export interface InverseRelation extends RelationProperties {
  readonly kind: "inverse";
  readonly cardinality: "one" | "many";
  /** Absent where the target is a model that extends this one: it holds the key, as its own, but no relation back. */
  readonly inverse?: string;
}

/** A third table holds both keys. */
export interface ManyToManyRelation extends RelationProperties {
  readonly kind: "many-to-many";
  readonly cardinality: "many";
  readonly joinTable: {
    readonly table: TableName;
    /** Columns that hold the values of `fields`, in their order. */
    readonly sourceColumns: readonly string[];
    /** Columns that hold the values of `references`, in their order. */
    readonly targetColumns: readonly string[];
    /** The user's model that it is the table of (`@through`). */
    readonly model?: string;
    /** No key of that model sees to it that a pair is there once: each target belongs to its source once all the same. */
    readonly mayRepeat?: true;
  };
}

/** The cascades of SQLAlchemy's session. */
export type CascadeAction = "saveUpdate" | "delete" | "deleteOrphan";

export interface JoinTable {
  readonly table: TableName;
  /** Name of the primary key over all columns, in the order of `sides`. */
  readonly primaryKeyName: string;
  /** Two, sorted so that the same schema gives the same table whichever side is declared first. */
  readonly sides: readonly JoinTableSide[];
  /** The index for the way back: over the second side's columns. */
  readonly indexName: string;
}

export interface JoinTableSide {
  readonly model: string;
  readonly columns: readonly string[];
  /** Fields of `model` that `columns` refer to. */
  readonly references: readonly string[];
  readonly foreignKeyName: string;
}
