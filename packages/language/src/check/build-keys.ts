import type { Index, IndexField, Model, UniqueKey } from "@joinery/schema";
import type { BuildContext } from "./build-context.js";
import { joinIdentifier } from "./identifier.js";
import type { KeyDeclaration } from "./key-declarations.js";
import { maxKeyFields } from "./keys.js";
import type { StoredField } from "./keys.js";
import type { BoundModel } from "./program.js";

interface IndexedField {
  readonly field: StoredField;
  readonly sort?: "asc" | "desc";
}

/** A key before it has its name. */
interface DraftKey {
  readonly kind: KeyDeclaration["kind"];
  readonly fields: readonly IndexedField[];
  readonly declaration?: KeyDeclaration;
  readonly span: KeyDeclaration["span"];
}

/**
 * The primary key, unique keys and indexes of a model: those declared, the unique key that makes a relation one-to-one,
 * and an index for each implied key that none of the others begins with.
 */
export function buildKeys(model: BoundModel, context: BuildContext): Pick<Model, "primaryKey" | "uniques" | "indexes"> {
  const drafts = [...draftDeclared(model, context)];
  const coverage = trackCoverage(drafts);
  for (const end of model.relations) {
    const key = context.keys.relationKeys.get(end);
    const role = context.roles.get(end);
    if (key === undefined || role?.kind !== "owning") continue;
    const needsUnique = role.inverse?.isList === false && !coverage.hasUnique(key.fields);
    const needsIndex = key.isImplied && !coverage.hasStart(key.fields);
    if (!needsUnique && !needsIndex) continue;
    const draft: DraftKey = {
      kind: needsUnique ? "unique" : "index",
      fields: key.fields.map((field) => ({ field })),
      span: end.field.declaration.name.span,
    };
    drafts.push(draft);
    coverage.add(draft);
  }

  const table = context.tables.tableOf(model).name;
  const named = drafts.map((draft) => nameKey(draft, model, table, context));
  const id = named.find(({ draft }) => draft.kind === "id");
  const fieldNames = (draft: DraftKey) => draft.fields.map(({ field }) => field.name);
  return {
    primaryKey: { name: id?.name ?? joinIdentifier(table, "pkey"), fields: id ? fieldNames(id.draft) : [] },
    uniques: named
      .filter(({ draft }) => draft.kind === "unique")
      .map(({ name, draft }): UniqueKey => ({ name, fields: fieldNames(draft) })),
    indexes: named
      .filter(({ draft }) => draft.kind === "index")
      .map(({ name, draft }): Index => ({ name, fields: draft.fields.map(buildIndexField) })),
  };
}

function buildIndexField({ field, sort }: IndexedField): IndexField {
  return { name: field.name, ...(sort && { sort }) };
}

function draftDeclared(model: BoundModel, { keys }: BuildContext): readonly DraftKey[] {
  const declarations = keys.declarations.get(model) ?? [];
  const id = declarations.find((declaration) => declaration.kind === "id");
  return declarations.flatMap((declaration): DraftKey[] => {
    // Another rule reports a second primary key.
    if (declaration.kind === "id" && declaration !== id) return [];
    const fields: IndexedField[] = [];
    for (const { text, sort } of declaration.entries) {
      const meaning = keys.resolve(model, text);
      if (meaning.kind !== "stored") return [];
      fields.push(...meaning.fields.map((field) => ({ field, ...(sort && { sort }) })));
      if (fields.length > maxKeyFields) return [];
    }
    return fields.length === 0 ? [] : [{ kind: declaration.kind, fields, declaration, span: declaration.span }];
  });
}

/** Knows which sets of fields the keys of a model are over, and begin with, in whatever order. */
function trackCoverage(drafts: readonly DraftKey[]) {
  const uniques = new Set<string>();
  const starts = new Set<string>();
  const add = ({ kind, fields }: DraftKey): void => {
    const names = fields.map(({ field }) => field.name);
    if (kind !== "index") uniques.add(textOf(names));
    for (let length = 1; length <= Math.min(names.length, maxKeyFields); length++) {
      starts.add(textOf(names.slice(0, length)));
    }
  };
  drafts.forEach(add);
  return {
    add,
    hasUnique: (fields: readonly StoredField[]) => uniques.has(textOf(fields.map((field) => field.name))),
    hasStart: (fields: readonly StoredField[]) => starts.has(textOf(fields.map((field) => field.name))),
  };
}

function textOf(names: readonly string[]): string {
  return [...names].sort().join();
}

const keyNames = { id: "primary key", unique: "unique key", index: "index" } as const;
const suffixes = { id: "pkey", unique: "key", index: "idx" } as const;

function nameKey(draft: DraftKey, model: BoundModel, table: string, { tables, note }: BuildContext) {
  const columns = draft.kind === "id" ? [] : draft.fields.map(({ field }) => tables.columnOf(field));
  const given = draft.declaration?.name?.value;
  const name = given ?? joinIdentifier(table, ...columns, suffixes[draft.kind]);
  const describe = () => {
    const fields = draft.fields.map(({ field }) => `\`${field.name}\``).join(", ");
    return `the ${keyNames[draft.kind]} of \`${model.name}\` over ${fields}`;
  };
  const use = {
    name,
    span: draft.span,
    describe,
    owner: model.name,
    ...(given === undefined && { isMade: true as const }),
  };
  note({ space: "relation", ...use });
  if (draft.kind !== "index") note({ space: "constraint", ...use });
  return { name, draft };
}
