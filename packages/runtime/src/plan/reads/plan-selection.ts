import { countsName } from "@joinery/schema";
import type { RelationCount, RelationSelection, Selection } from "../../args/selection.js";
import type { FieldMetadata } from "../../metadata/field-metadata.js";
import type { JoinedChoice, ObjectShape, Property } from "../../decode/object-shape.js";
import type { RowKind } from "../../decode/row-kind.js";
import { chooseStrategy } from "./choose-strategy.js";
import { countRelated } from "./count-related.js";
import { addAlias, joinRelation, outputField, readField, startInner, type Alias, type Draft } from "../draft.js";
import type { Learning } from "./fan-out.js";
import { pageRows, planRows, rowCount } from "./plan-related-rows.js";
import type { PlanNotes } from "../query-plan.js";

/** What a statement's rows become, and what else must be loaded for them. */
export interface SelectedRows {
  readonly shape: ObjectShape;
  readonly pending: readonly PendingBatch[];
  readonly joined: readonly PlanNotes[];
}

/** A relation that gets a statement of its own. */
export interface PendingBatch extends Pick<RowSource, "place" | "guard"> {
  readonly selected: RelationSelection;
  readonly ownerPath: readonly string[];
  /** Where in the parent statement's rows the key is. */
  readonly ownerKey: readonly number[];
  /** Where its primary key is, if the relation is recursive. */
  readonly ownerIdentity: readonly number[];
  readonly strategy: PlanNotes["strategy"];
  readonly reason: string;
}

/** Where the rows come from. */
export interface RowSource {
  readonly draft: Draft;
  readonly alias: Alias;
  /** The properties that lead there from the statement's own rows. */
  readonly path: readonly string[];
  /** The relations that lead there: of an arc's, several lead along one path. */
  readonly place: readonly string[];
  /** Below an arc: a column that is null where the row leads elsewhere. */
  readonly guard?: number;
  /** The rows come in a column of JSON: what belongs to them comes with them. */
  readonly isInJson?: boolean;
  /** What is known of the lists of the statement's own rows. */
  readonly learning?: Learning;
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
    const { relation, property: name } = selected;
    const { strategy, reason } = chooseStrategy(selected, source);
    if (strategy === "json") {
      const { position, shape, ...inner } = planJson(selected, source);
      if (relation.isMany) properties.push({ kind: "list", name, position, shape });
      else addChoice(properties, selected, { presence: position, shape, isRow: true });
      joined.push({ model: relation.target.name, relation: relation.name, strategy, reason, joined: inner.joined });
    } else if (strategy !== "join" || alias === undefined) {
      const output = (field: FieldMetadata) => outputField(draft, alias, field);
      const ownerKey = relation.fields.map(output);
      const ownerIdentity = selected.recursion === undefined ? [] : relation.source.primaryKey.map(output);
      pending.push({ ...ownerOf(source), selected, strategy, ownerKey, ownerIdentity, reason });
      if (!findProperty(properties, selected)) properties.push({ kind: "stitched", name });
    } else {
      const target = joinRelation(draft, alias, relation, selected);
      const guard =
        source.guard === undefined && !selected.isOfArc
          ? {}
          : { guard: outputField(draft, target, relation.references[0]!) };
      const inner = planSelection(selected.selection, {
        ...source,
        ...guard,
        alias: target,
        path: [...source.path, name],
        place: [...source.place, relation.name],
      });
      const presence = outputField(draft, target, relation.references[0]!);
      addChoice(properties, selected, { presence, shape: inner.shape });
      pending.push(...inner.pending);
      joined.push({ model: relation.target.name, relation: relation.name, strategy, reason, joined: inner.joined });
    }
  }
  if (selection.counts !== undefined) properties.push(planCounts(selection.counts, alias, draft));
  const kind = selection.isPlain ? {} : { kind: describeRows(selection, source) };
  const excluded = selection.excluded.map((relation) => relation.name);
  return { shape: { ...kind, properties, excluded }, pending, joined };
}

/** What rows know besides what the call asked for, so that relations can be loaded for them later. */
function describeRows({ model, path, fields, relations }: Selection, { draft, alias }: RowSource): RowKind {
  const keys = new Set(model.relations.flatMap((relation) => relation.fields));
  const kept = [...keys].filter((field) => !fields.includes(field));
  return {
    model: model.name,
    path,
    kept: kept.map((field) => ({ name: field.name, position: outputField(draft, alias, field) })),
    loaded: Object.fromEntries(relations.map(({ property, choice }) => [property, choice])),
  };
}

/** The number of rows of each relation that is counted, in one object. */
function planCounts(counts: readonly RelationCount[], alias: Alias, draft: Draft): Property {
  if (alias === undefined) throw new Error("What a write returns has nothing beside it that could be counted");
  const properties = counts.map((count): Property => {
    const expression = countRelated(count, alias, draft);
    return {
      kind: "column",
      name: count.relation.name,
      position: draft.columns.push({ expression, type: rowCount }) - 1,
    };
  });
  return { kind: "object", name: countsName, shape: { properties, excluded: [] } };
}

function ownerOf({ path, place, guard }: RowSource): Pick<PendingBatch, "ownerPath" | "place" | "guard"> {
  return { ownerPath: path, place, ...(guard === undefined ? {} : { guard }) };
}

/** What other relations of the same arc have made of the property so far. */
function findProperty(properties: readonly Property[], { property, isOfArc }: RelationSelection): Property | undefined {
  return isOfArc && properties.find(({ name }) => name === property);
}

function addChoice(properties: Property[], selected: RelationSelection, choice: JoinedChoice): void {
  const known = findProperty(properties, selected);
  const choices = [...(known?.kind === "joined" ? known.choices : []), choice];
  const property: Property = { kind: "joined", name: selected.property, choices };
  if (known === undefined) properties.push(property);
  else properties[properties.indexOf(known)] = property;
}

/** The rows of a relation in JSON, in a column of the statement of their parents. */
function planJson(wanted: RelationSelection, { draft, alias, place }: RowSource) {
  const { relation, selection } = wanted;
  const owner = relation.fields.map((field) => readField(draft, alias, field));
  const inner = startInner(draft);
  const target = addAlias(inner);
  const source = { draft: inner, alias: target, path: [], place: [...place, relation.name], isInJson: true };
  const { shape, joined } = planSelection(selection, source);
  const rows = pageRows(wanted, inner, planRows(wanted, target, owner, inner));
  // Of one there is no second, unless it is a view's: then it is as if there were none.
  const select = relation.isMany ? rows : { ...rows, limit: one };
  const position = draft.columns.push({ expression: { kind: "json-rows", select, isMany: relation.isMany } }) - 1;
  return { shape, joined, position };
}

const one = { kind: "literal", value: 1 } as const;
