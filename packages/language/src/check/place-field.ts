import type { Field } from "@joinery/schema";
import type { FragmentPlaces } from "./fragment-places.js";
import type { StoredField } from "./keys.js";
import { readVariants } from "./read-variants.js";

/** Notes where the SQL of a field was written, and gives the field back. */
export function placeField(holder: Field, { origin }: StoredField, places: FragmentPlaces): Field {
  if (origin.kind === "implied") return holder;
  const { attributes } = origin.field.declaration;
  const value = readVariants(attributes, "default").plain?.values.value?.value;
  if (value?.kind === "call") places.note({ holder, part: "default" }, value.arguments[0]?.value.span ?? value.span);
  return holder;
}
