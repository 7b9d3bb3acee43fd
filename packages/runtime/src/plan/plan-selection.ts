import type { RelationSelection, Selection } from "../args/selection.js";
import type { ObjectShape, Property } from "../decode/object-shape.js";
import { joinRelation, outputField, type Alias, type Draft } from "./draft.js";
import type { PlanNotes } from "./query-plan.js";

/** What a statement's rows become, and what else must be loaded for them. */
export interface SelectedRows {
  readonly shape: ObjectShape;
  readonly pending: readonly PendingBatch[];
  readonly joined: readonly PlanNotes[];
}

/** A relation that gets a statement of its own. */
export interface PendingBatch {
  readonly selected: RelationSelection;
  readonly ownerPath: readonly string[];
  /** Where in the parent statement's rows the key is. */
  readonly ownerKey: readonly number[];
  readonly reason: string;
}

/** Where the rows come from. */
export interface RowSource {
  readonly draft: Draft;
  readonly alias: Alias;
  readonly path: readonly string[];
  readonly prototypeOf: (model: string) => object;
}

/**
 * Adds what a selection needs to a statement: its fields, the relations that are joined into it, and the keys of those that
 * are not.
 */
export function planSelection(selection: Selection, source: RowSource): SelectedRows {
  const { draft, alias } = source;
  const pending: PendingBatch[] = [];
  const joined: PlanNotes[] = [];
  const properties: Property[] = selection.fields.map((field) => ({
    kind: "column",
    name: field.name,
    position: outputField(draft, alias, field),
  }));
  for (const selected of selection.relations) {
    const { relation } = selected;
    const { strategy, reason } = chooseStrategy(selected, alias);
    const path = [...source.path, relation.name];
    if (strategy === "batch" || alias === undefined) {
      const ownerKey = relation.fields.map((field) => outputField(draft, alias, field));
      pending.push({ selected, ownerPath: source.path, ownerKey, reason });
      properties.push({ kind: "stitched", name: relation.name });
    } else {
      const target = joinRelation(draft, alias, relation, selected);
      const inner = planSelection(selected.selection, { ...source, alias: target, path });
      const presence = outputField(draft, target, relation.references[0]!);
      properties.push({ kind: "joined", name: relation.name, presence, shape: inner.shape });
      pending.push(...inner.pending);
      joined.push({ model: relation.target.name, relation: relation.name, strategy, reason, joined: inner.joined });
    }
  }
  const shape = { properties, excluded: selection.excluded.map((relation) => relation.name) };
  const prototype = selection.isPlain ? {} : { prototype: source.prototypeOf(selection.model.name) };
  return { shape: { ...shape, ...prototype }, pending, joined };
}

/** By measurement: a joined relation to one beats a statement of its own by a third; lists that are joined multiply each other. */
function chooseStrategy(
  { relation, load }: RelationSelection,
  alias: Alias,
): { readonly strategy: "join" | "batch"; readonly reason: string } {
  if (relation.isMany) return { strategy: "batch", reason: "a relation to many: one statement for all parents" };
  if (alias === undefined) return { strategy: "batch", reason: "what a write returns cannot be joined" };
  if (load !== undefined) return { strategy: load, reason: `the call says load: "${load}"` };
  return { strategy: "join", reason: "a relation to one: it adds columns, not rows" };
}
