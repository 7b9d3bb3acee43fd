import type { ReferentialAction, Span } from "@joinery/schema";
import type { BoundModel, RelationEnd } from "./program.js";
import { readFieldAttribute } from "./read-attribute.js";
import type { CheckedProgram } from "./rule.js";

/** What deleting the other row does to the row with the key. */
export function readOnDelete(end: RelationEnd): ReferentialAction {
  return readFieldAttribute(end.field.declaration.attributes, "relation")?.values.onDelete?.value ?? "NoAction";
}

/** For each model the relations that delete rows of others with one of its own: where they stand, the key is. */
export type Cascades = ReadonlyMap<BoundModel, readonly RelationEnd[]>;

/** Every `onDelete: Cascade`, by the model whose rows go first. */
export function listCascades({ roles }: Pick<CheckedProgram, "roles">): Cascades {
  const cascades = new Map<BoundModel, RelationEnd[]>();
  for (const [end, role] of roles) {
    if (role.kind !== "owning" || readOnDelete(end) !== "Cascade") continue;
    const known = cascades.get(end.target);
    if (known) known.push(end);
    else cascades.set(end.target, [end]);
  }
  return cascades;
}

/** How deleting a row of one model comes to another: the relation of the last step, and how many there are. */
export interface Reach {
  readonly by: RelationEnd;
  readonly steps: number;
}

/** All that goes with a row of `root`, by the shortest way, up to `limit` steps away. */
export function followCascades(root: BoundModel, cascades: Cascades, limit: number): ReadonlyMap<BoundModel, Reach> {
  const reached = new Map<BoundModel, Reach>();
  let front = [root];
  for (let steps = 1; steps <= limit && front.length > 0; steps++) {
    const next: BoundModel[] = [];
    for (const by of front.flatMap((model) => cascades.get(model) ?? [])) {
      if (reached.has(by.model)) continue;
      reached.set(by.model, { by, steps });
      next.push(by.model);
    }
    front = next;
  }
  return reached;
}

/** The relations from `root` to `model`, in the order in which rows go. */
export function traceCascade(
  root: BoundModel,
  model: BoundModel,
  reached: ReadonlyMap<BoundModel, Reach>,
): readonly RelationEnd[] {
  const path: RelationEnd[] = [];
  for (let at = model; path.length === 0 || at !== root;) {
    const reach = reached.get(at);
    if (reach === undefined) return path;
    path.unshift(reach.by);
    at = reach.by.target;
  }
  return path;
}

/** `Post.author`, and so on. */
export function nameEnds(ends: readonly RelationEnd[]): readonly string[] {
  return ends.map((end) => `${end.model.name}.${end.name}`);
}

/** Where a relation says what deleting does, or else its name. */
export function placeOfOnDelete({ field: { declaration } }: RelationEnd): Span {
  return (
    readFieldAttribute(declaration.attributes, "relation")?.values.onDelete?.argument.span ?? declaration.name.span
  );
}
