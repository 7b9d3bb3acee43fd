import type { TableName } from "@joinery/schema";
import type {
  CheckConstraint,
  Column,
  EnumObject,
  ForeignKeyConstraint,
  FulltextTable,
  IndexObject,
  KeyConstraint,
  Table,
  ViewObject,
} from "./catalog.js";

/** One difference between two catalogs: what is to be done, not yet how (a dialect renders it, a plan orders it). */
export type Change =
  | { readonly kind: "create-enum"; readonly enum: EnumObject }
  | { readonly kind: "drop-enum"; readonly enum: EnumObject }
  | { readonly kind: "rename-enum"; readonly from: TableName; readonly to: TableName }
  | { readonly kind: "rename-enum-value"; readonly enum: EnumObject; readonly from: string; readonly to: string }
  /** Values come, go or change their order; `columns` are those of the type at that moment, for a type that must be replaced. */
  | {
      readonly kind: "alter-enum";
      readonly from: EnumObject;
      readonly to: EnumObject;
      readonly columns: readonly { readonly table: TableName; readonly column: Column }[];
    }
  /** A view is never altered: it goes and comes, also where only what it reads changes. */
  | { readonly kind: "create-view"; readonly view: ViewObject }
  | { readonly kind: "drop-view"; readonly view: ViewObject }
  | { readonly kind: "create-table"; readonly table: Table }
  | { readonly kind: "drop-table"; readonly table: Table }
  | { readonly kind: "rename-table"; readonly from: TableName; readonly to: TableName }
  /** All changes inside one table, with both states: a dialect that cannot alter in place rebuilds the table from them. */
  | {
      readonly kind: "alter-table";
      readonly from: Table;
      readonly to: Table;
      readonly changes: readonly TableChange[];
    };

export type TableChange =
  | { readonly kind: "add-column"; readonly column: Column }
  | { readonly kind: "drop-column"; readonly column: Column }
  | { readonly kind: "rename-column"; readonly from: string; readonly to: string }
  | { readonly kind: "alter-column"; readonly from: Column; readonly to: Column }
  /** Keys, foreign keys and checks alike: the name of a constraint is one namespace. */
  | { readonly kind: "rename-constraint"; readonly from: string; readonly to: string }
  | { readonly kind: "rename-index"; readonly from: string; readonly to: string }
  | { readonly kind: "add-primary-key"; readonly key: KeyConstraint }
  | { readonly kind: "drop-primary-key"; readonly key: KeyConstraint }
  | { readonly kind: "add-unique"; readonly key: KeyConstraint }
  | { readonly kind: "drop-unique"; readonly key: KeyConstraint }
  | { readonly kind: "add-foreign-key"; readonly key: ForeignKeyConstraint }
  | { readonly kind: "drop-foreign-key"; readonly key: ForeignKeyConstraint }
  | { readonly kind: "add-check"; readonly check: CheckConstraint }
  | { readonly kind: "drop-check"; readonly check: CheckConstraint }
  | { readonly kind: "create-index"; readonly index: IndexObject }
  | { readonly kind: "drop-index"; readonly index: IndexObject }
  /** Rows that are there are read; it is never altered, but goes and comes. */
  | { readonly kind: "create-fulltext"; readonly fulltext: FulltextTable }
  | { readonly kind: "drop-fulltext"; readonly fulltext: FulltextTable }
  | { readonly kind: "set-comment"; readonly comment?: string };
