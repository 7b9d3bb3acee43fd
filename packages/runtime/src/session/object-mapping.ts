import type { CascadeAction } from "@joinery/schema";
import { generatorOf } from "../metadata/default-value.js";
import type { FieldMetadata } from "../metadata/field-metadata.js";
import type { Metadata, ModelMetadata, RelationMetadata } from "../metadata/metadata.js";
import { identifyValue } from "../plan/key-reader.js";
import type { Values } from "./snapshot.js";

/** What a session must know of a model: made once for each. */
export interface ObjectMapping {
  readonly model: ModelMetadata;
  /** The model whose table is written first: rows of all that extend it are rows of it. */
  readonly root: string;
  readonly fields: readonly FieldMetadata[];
  readonly names: readonly string[];
  readonly keyNames: readonly string[];
  readonly version: FieldMetadata | undefined;
  /** What the database makes whatever a new object says. */
  readonly notGiven: readonly string[];
  readonly hidden: ReadonlySet<string>;
  /** What makes the values that a new object does not say. */
  readonly generators: readonly { readonly name: string; readonly make: () => unknown }[];
  readonly owning: readonly OwningLink[];
  readonly inverse: readonly InverseLink[];
  readonly pairs: readonly RelationMetadata[];
  readonly arcs: readonly ArcLink[];
  /** All relations by which objects hold others. */
  readonly relations: readonly RelationMetadata[];
  /** The same, and the arcs. */
  readonly held: readonly Pick<RelationMetadata, "name" | "isMany">[];
  /** The key of a row as a `Map` knows it again; undefined where a part of it is missing. */
  readonly identify: Identify;
}

/** The key of a row, as a `Map` knows it again: a primitive. */
export type RowKey = string | number | bigint | boolean;

/** Undefined where a part of the key is missing or null. */
export type Identify = (values: Values) => RowKey | undefined;

/** A relation whose key the model's own rows hold. */
export interface OwningLink {
  readonly relation: RelationMetadata;
  readonly fields: readonly FieldMetadata[];
  /** Of the fields. */
  readonly names: readonly string[];
  /** The same relation as the target has it, where it does. */
  readonly inverse: RelationMetadata | undefined;
  readonly isNullable: boolean;
  /** The key of the parent that a child has, as the parent's mapping knows it; undefined for none, or where it is not the primary key. */
  readonly identifyParent: Identify;
  /** A child of a parent that has taken it out of its list, and of no other, is deleted. */
  readonly isOfOrphans: boolean;
}

/** What leads to a row of one of several models: by one of these relations. */
export interface ArcLink {
  readonly name: string;
  readonly isNullable: boolean;
  readonly links: readonly OwningLink[];
}

/** A list, or a single row, of those that hold the key. */
export interface InverseLink {
  readonly relation: RelationMetadata;
  /** The relation of the target that is this one read backwards. */
  readonly owner: RelationMetadata;
  readonly cascades: ReadonlySet<CascadeAction>;
}

export function createMapping(model: ModelMetadata): ObjectMapping {
  const names = model.fields.map(({ name }) => name);
  const keyNames = model.primaryKey.map(({ name }) => name);
  const relations = model.relations.filter(({ relation }) => relation.isIgnored !== true);
  const owning = relations.filter(({ relation }) => relation.kind === "owning").map(createOwningLink);
  return {
    model,
    root: (model.parts[0]?.model ?? model).name,
    fields: model.fields,
    names,
    keyNames,
    version: model.fields.find(({ isVersion }) => isVersion),
    notGiven: model.fields.filter(({ isVersion, isGenerated }) => isVersion || isGenerated).map(({ name }) => name),
    hidden: new Set(model.fields.flatMap(({ name, isHidden }) => (isHidden ? [name] : []))),
    generators: model.fields.flatMap((field) => {
      const make = generatorOf(field);
      return make === undefined ? [] : [{ name: field.name, make }];
    }),
    owning,
    inverse: relations.flatMap(createInverseLink),
    pairs: relations.filter(({ relation }) => relation.kind === "many-to-many"),
    arcs: model.arcs.map(({ name, isNullable, targets }) => {
      const own = new Set(targets.values());
      return { name, isNullable, links: owning.filter(({ relation }) => own.has(relation)) };
    }),
    relations,
    held: [...relations, ...model.arcs.map(({ name }) => ({ name, isMany: false }))],
    identify: createIdentify(keyNames),
  };
}

/** Gives the mapping of each model, made when it is first asked for. */
export function createMappings(metadata: Metadata): (model: string) => ObjectMapping {
  const made = new Map<string, ObjectMapping>();
  return (name) => {
    let mapping = made.get(name);
    if (mapping === undefined) made.set(name, (mapping = createMapping(metadata.model(name))));
    return mapping;
  };
}

/** The values of these names as a `Map` knows them again; undefined where one of them is missing or null. */
export function createIdentify(names: readonly string[]): Identify {
  const [first, ...others] = names;
  if (first === undefined) return () => undefined;
  if (others.length === 0) {
    return (values) => {
      const value = values[first];
      return value === undefined || value === null ? undefined : (identifyValue(value) as RowKey);
    };
  }
  return (values) => {
    const parts: string[] = [];
    for (const name of names) {
      const value = values[name];
      if (value === undefined || value === null) return undefined;
      parts.push(String(identifyValue(value)));
    }
    // No stored text has a NUL in it.
    return parts.join("\0");
  };
}

function createOwningLink(relation: RelationMetadata): OwningLink {
  const { inverse: name, kind } = relation.relation;
  const inverse = name === undefined ? undefined : relation.target.members.get(name);
  let identify: Identify | undefined;
  const cascades = inverse?.kind === "relation" ? (inverse.relation.cascade ?? []) : [];
  return {
    relation,
    fields: relation.fields,
    names: relation.fields.map(({ name }) => name),
    inverse: inverse?.kind === "relation" ? inverse : undefined,
    isNullable: kind === "owning" && relation.fields.every(({ isNullable }) => isNullable),
    isOfOrphans: cascades.includes("deleteOrphan"),
    get identifyParent() {
      return (identify ??= createIdentify(listParentKey(relation)));
    },
  };
}

/** The fields that hold the target's primary key, in its order; none where the relation goes by another key. */
function listParentKey({ fields, references, target: { primaryKey } }: RelationMetadata): readonly string[] {
  if (references.length !== primaryKey.length) return [];
  const names = primaryKey.map((field) => fields[references.indexOf(field)]?.name);
  return names.every((name) => name !== undefined) ? names : [];
}

function createInverseLink(relation: RelationMetadata): readonly InverseLink[] {
  const { kind, inverse: name } = relation.relation;
  const owner = kind !== "inverse" || name === undefined ? undefined : relation.target.members.get(name);
  if (owner?.kind !== "relation") return [];
  return [{ relation, owner, cascades: new Set(relation.relation.cascade ?? []) }];
}
