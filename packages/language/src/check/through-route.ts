import type { BoundModel, RelationEnd } from "./program.js";
import type { FieldName, ModelName } from "./signature.js";

/** How a list with `@through` goes: by the two relations of a model that hold the keys of both ends. */
export interface ThroughRoute {
  readonly model: BoundModel;
  /** The one that leads to the model with the list. */
  readonly from: RelationEnd;
  /** The one that leads to what the list holds. */
  readonly to: RelationEnd;
}

/** Why there is no such way. */
export type RouteObstacle =
  /** What was written is no name; another rule says so. */
  | { readonly kind: "unnamed" }
  | { readonly kind: "no-model"; readonly name: ModelName }
  /** `from:` or `to:` names what does not lead there by a key of its own. */
  | { readonly kind: "misnamed"; readonly model: BoundModel; readonly name: FieldName; readonly end: BoundModel }
  /** `from:` and `to:` are one. */
  | { readonly kind: "same"; readonly name: FieldName }
  | { readonly kind: "missing"; readonly model: BoundModel; readonly name: ModelName; readonly end: BoundModel }
  | { readonly kind: "ambiguous"; readonly name: ModelName; readonly candidates: readonly RelationEnd[] };
