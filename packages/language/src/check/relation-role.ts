import type { RelationEnd } from "./program.js";
import type { RouteObstacle, ThroughRoute } from "./through-route.js";
import type { FieldName } from "./signature.js";

/** What one end of a relation is once both ends are known. */
export type RelationRole =
  /** Its model holds the key. */
  | { readonly kind: "owning"; readonly inverse?: RelationEnd }
  /** The target holds the key, in `owning`. */
  | { readonly kind: "inverse"; readonly owning: RelationEnd }
  /** Lists on both sides: a third table holds both keys. */
  | { readonly kind: "many-to-many"; readonly other: RelationEnd }
  /** A list by way of a model of the user's, whose relations lead to both ends; `other` is the list that goes back. */
  | { readonly kind: "through"; readonly route: ThroughRoute; readonly other?: RelationEnd }
  /** A list with `@through` that leads nowhere. */
  | { readonly kind: "unrouted"; readonly obstacle: RouteObstacle }
  /** A list whose other side is nowhere. */
  | { readonly kind: "one-sided" }
  /** Several fields of the target could be its other side; one member of the tangle speaks for all. */
  | { readonly kind: "ambiguous"; readonly candidates: readonly RelationEnd[]; readonly isSpeaker: boolean }
  /** One-to-one with nothing that says which side holds the key. */
  | { readonly kind: "undecided"; readonly other: RelationEnd; readonly isSpeaker: boolean }
  /** `inverse:` does not name its other side. */
  | { readonly kind: "misdirected"; readonly inverse: FieldName; readonly taken?: RelationEnd };

export type RelationRoles = ReadonlyMap<RelationEnd, RelationRole>;
