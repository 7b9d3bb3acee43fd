import type { TableName } from "@joinery/schema";
import type { FieldMetadata } from "../../metadata/field-metadata.js";

/** A fragment of SQL, checked, as what is written one after the other. */
export type SqlPart =
  /** Text as it stands in the template. */
  | { readonly kind: "text"; readonly text: string }
  /** The value at those places: in the fragment, in the one that is put in there, and so on. */
  | { readonly kind: "value"; readonly places: readonly number[] }
  /** A field of the row that the fragment is about. */
  | { readonly kind: "field"; readonly field: FieldMetadata }
  /** A column by its name alone. */
  | { readonly kind: "column"; readonly name: string }
  | { readonly kind: "table"; readonly table: TableName };
