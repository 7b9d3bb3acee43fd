import type { FieldType } from "@joinery/schema";
import type { KeyDeclaration } from "./key-declarations.js";
import type { BoundArc, BoundField, BoundModel, RelationEnd } from "./program.js";

/** A field that has a column: written by the user, or implied by a relation that names no `fields:`. */
export interface StoredField {
  readonly name: string;
  readonly model: BoundModel;
  readonly type: FieldType;
  readonly isList: boolean;
  readonly isNullable: boolean;
  readonly origin:
    | { readonly kind: "declared"; readonly field: BoundField }
    /** It holds a value of `reference`, and is in all of that one's type. */
    | {
        readonly kind: "implied";
        readonly relation: RelationEnd;
        readonly reference: StoredField;
        readonly isSole: boolean;
      };
  /** From how many keys of keys it takes its type; 0 where it is declared. */
  readonly nesting: number;
}

/** The key behind an owning relation: `fields[i]` holds the value of `references[i]`. Equally long unless the user erred. */
export interface RelationKey {
  readonly fields: readonly StoredField[];
  readonly references: readonly StoredField[];
  readonly isImplied: boolean;
}

/** What a name in a key list means. */
export type KeyNameMeaning =
  | { readonly kind: "stored"; readonly fields: readonly StoredField[] }
  /** A relation whose key is elsewhere. */
  | { readonly kind: "keyless"; readonly relation: RelationEnd }
  /** An arc, which has a key for each of its ways. */
  | { readonly kind: "arc"; readonly arc: BoundArc }
  | { readonly kind: "unknown" }
  /** There is such a field, but a mistake that is reported elsewhere keeps it from having a column. */
  | { readonly kind: "unsettled" };

export interface Keys {
  readonly declarations: ReadonlyMap<BoundModel, readonly KeyDeclaration[]>;
  /** The model's own fields with a column, in order, implied ones in the place of their relation. */
  readonly storedFields: ReadonlyMap<BoundModel, readonly StoredField[]>;
  /** Absent where a mistake keeps it from being known. That of a model that extends another is the other's. */
  readonly primaryKeys: ReadonlyMap<BoundModel, readonly StoredField[]>;
  readonly relationKeys: ReadonlyMap<RelationEnd, RelationKey>;
  /** Relations whose key would need itself. */
  readonly cyclic: ReadonlySet<RelationEnd>;
  /** Models and relations whose key is too wide for any database, or made of keys of keys past all use. */
  readonly oversized: ReadonlySet<BoundModel | RelationEnd>;
  /** Its own name, or one it inherits. */
  readonly resolve: (model: BoundModel, name: string) => KeyNameMeaning;
}

/** Fields a key or an index can have in every database. */
export const maxKeyFields = 32;
