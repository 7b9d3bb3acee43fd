import { findRoot } from "./ancestors.js";
import { maxNesting } from "./dependency-order.js";
import { collectKeys } from "./key-declarations.js";
import { maxKeyFields } from "./keys.js";
import type { KeyNameMeaning, Keys, RelationKey, StoredField } from "./keys.js";
import { nameImpliedField } from "./naming.js";
import { isFieldType } from "./program.js";
import type { BoundField, BoundModel, RelationEnd } from "./program.js";
import { readFieldAttribute } from "./read-attribute.js";
import type { RelationRoles } from "./relation-role.js";

/**
 * Settles which fields each model stores and which of them make its keys. The key of a relation takes the type of the
 * key it refers to, which may itself be made of relations: each is settled when it is first asked for, and one that
 * comes to ask for itself is cyclic.
 */
export function settleKeys(models: readonly BoundModel[], roles: RelationRoles): Keys {
  const declarations = new Map(models.map((model) => [model, collectKeys(model)]));
  const declared = new Map<BoundModel, Map<BoundField, StoredField>>();
  const settled = new Map<BoundModel | RelationEnd, readonly StoredField[] | undefined>();
  const asking = new Set<BoundModel | RelationEnd>();
  const cyclic = new Set<RelationEnd>();
  const oversized = new Set<BoundModel | RelationEnd>();

  return {
    declarations,
    primaryKeys: mapDefined(models, primaryKeyOf),
    relationKeys: mapDefined(
      models.flatMap((model) => model.relations),
      relationKeyOf,
    ),
    storedFields: new Map(models.map((model) => [model, storedFieldsOf(model)])),
    cyclic,
    oversized,
    resolve,
  };

  function primaryKeyOf(extended: BoundModel): readonly StoredField[] | undefined {
    const model = findRoot(extended);
    return settle(model, () => {
      const id = declarations.get(model)?.find((key) => key.kind === "id");
      const fields = id && storeNamed(model, id.entries);
      if (fields === undefined || fields.length === 0) return undefined;
      if (fields.length <= maxKeyFields) return fields;
      oversized.add(model);
      return undefined;
    });
  }

  /** The fields of an owning relation. Those written out are known whatever they refer to. */
  function sourcesOf(end: RelationEnd): readonly StoredField[] | undefined {
    if (roles.get(end)?.kind !== "owning") return undefined;
    return settle(end, () => {
      const fields = readRelation(end)?.fields;
      const sources = fields
        ? storeNamed(end.model, fields.value)
        : referencesOf(end)?.map((reference, _, { length }) => implyField(end, reference, length === 1));
      const isTooDeep = sources?.some((source) => source.nesting > maxNesting) ?? false;
      if (!isTooDeep && (sources?.length ?? 0) <= maxKeyFields) return sources;
      oversized.add(end);
      return undefined;
    });
  }

  function referencesOf(end: RelationEnd): readonly StoredField[] | undefined {
    const references = readRelation(end)?.references;
    if (references) return storeNamed(end.target, references.value);
    if (asking.has(findRoot(end.target))) cyclic.add(end);
    return primaryKeyOf(end.target);
  }

  function relationKeyOf(end: RelationEnd): RelationKey | undefined {
    const fields = sourcesOf(end);
    const references = fields && referencesOf(end);
    return references && { fields, references, isImplied: !readRelation(end)?.fields };
  }

  function settle(
    subject: BoundModel | RelationEnd,
    find: () => readonly StoredField[] | undefined,
  ): readonly StoredField[] | undefined {
    if (settled.has(subject)) return settled.get(subject);
    if (asking.has(subject)) {
      if (subject.kind === "relation") cyclic.add(subject);
      return undefined;
    }
    // Two subjects for each level, a model and its relation. The bound is for the stack: a longer chain is too deep
    // wherever it is begun.
    if (asking.size > 2 * (maxNesting + 1)) {
      const [outermost = subject] = asking;
      oversized.add(outermost);
      return undefined;
    }
    asking.add(subject);
    const found = find();
    asking.delete(subject);
    settled.set(subject, found);
    return found;
  }

  function storeNamed(
    model: BoundModel,
    names: readonly { readonly text: string }[],
  ): readonly StoredField[] | undefined {
    const stored: StoredField[] = [];
    for (const { text } of names) {
      const meaning = resolve(model, text);
      if (meaning.kind !== "stored") return undefined;
      stored.push(...meaning.fields);
      // One more than any key can have says enough.
      if (stored.length > maxKeyFields) break;
    }
    return stored;
  }

  function resolve(model: BoundModel, name: string): KeyNameMeaning {
    const own = resolveOwn(model, name);
    return own.kind === "unknown" && model.parent ? resolve(model.parent, name) : own;
  }

  function resolveOwn(model: BoundModel, name: string): KeyNameMeaning {
    const field = model.fieldsByName.get(name);
    const relation = model.relationsByName.get(name);
    if (relation === undefined) {
      if (field === undefined) return resolveImplied(model, name);
      const arc = model.arcs.get(field);
      if (arc) return { kind: "arc", arc };
      const stored = storeDeclared(model, field);
      return stored ? { kind: "stored", fields: [stored] } : { kind: "unsettled" };
    }
    const fields = sourcesOf(relation);
    if (fields) return { kind: "stored", fields };
    const role = roles.get(relation)?.kind;
    const isKeyless = role === "inverse" || role === "many-to-many" || role === "through";
    return isKeyless ? { kind: "keyless", relation } : { kind: "unsettled" };
  }

  /** `authorId` where `author` implies it: the name begins with that of its relation. */
  function resolveImplied(model: BoundModel, name: string): KeyNameMeaning {
    let isUnsettled = false;
    for (let length = 1; length < name.length; length++) {
      const relation = model.relationsByName.get(name.slice(0, length));
      if (relation === undefined || roles.get(relation)?.kind !== "owning" || readRelation(relation)?.fields) continue;
      const fields = sourcesOf(relation);
      const field = fields?.find((each) => each.name === name);
      if (field) return { kind: "stored", fields: [field] };
      isUnsettled ||= fields === undefined;
    }
    return { kind: isUnsettled ? "unsettled" : "unknown" };
  }

  /** A name counts once: that an implied field takes it again is a mistake with a rule of its own. */
  function storedFieldsOf(model: BoundModel): readonly StoredField[] {
    const found: StoredField[] = [];
    const implied = new Set<string>();
    for (const field of model.fields) {
      for (const stored of fieldsInPlaceOf(model, field)) {
        if (stored.origin.kind === "implied") {
          if (model.fieldsByName.has(stored.name) || implied.has(stored.name)) continue;
          implied.add(stored.name);
        }
        found.push(stored);
      }
    }
    return found;
  }

  function fieldsInPlaceOf(model: BoundModel, field: BoundField): readonly StoredField[] {
    const arc = model.arcs.get(field);
    if (arc) return arc.ends.flatMap((end) => sourcesOf(end) ?? []);
    const relation = model.relationsByName.get(field.name);
    if (relation) {
      return readRelation(relation)?.fields ? [] : (sourcesOf(relation) ?? []);
    }
    const stored = storeDeclared(model, field);
    return stored ? [stored] : [];
  }

  /** One object for one column, so that keys can be compared by identity. */
  function storeDeclared(model: BoundModel, field: BoundField): StoredField | undefined {
    const { type, name } = field;
    if (!isFieldType(type)) return undefined;
    const ofModel = declared.get(model) ?? new Map<BoundField, StoredField>();
    declared.set(model, ofModel);
    const known = ofModel.get(field);
    if (known) return known;
    const { isList, isNullable } = field.declaration.type;
    const stored: StoredField = {
      name,
      model,
      type,
      isList,
      isNullable,
      origin: { kind: "declared", field },
      nesting: 0,
    };
    ofModel.set(field, stored);
    return stored;
  }
}

/** What is said of a key; of those of an arc nothing can be. */
function readRelation(end: RelationEnd) {
  if (end.arc) return undefined;
  return readFieldAttribute(end.field.declaration.attributes, "relation")?.values;
}

function implyField(relation: RelationEnd, reference: StoredField, isSole: boolean): StoredField {
  return {
    name: nameImpliedField(relation.name, reference.name),
    model: relation.model,
    type: reference.type,
    isList: reference.isList,
    isNullable: relation.isNullable,
    origin: { kind: "implied", relation, reference, isSole },
    nesting: reference.nesting + 1,
  };
}

function mapDefined<Key, Value>(keys: readonly Key[], find: (key: Key) => Value | undefined): Map<Key, Value> {
  const found = new Map<Key, Value>();
  for (const key of keys) {
    const value = find(key);
    if (value !== undefined) found.set(key, value);
  }
  return found;
}
