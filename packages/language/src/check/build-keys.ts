import type { Index, IndexField, Model, UniqueKey } from "@joinery/schema";
import type { BuildContext } from "./build-context.js";
import { joinIdentifier } from "./identifier.js";
import type { KeyDeclaration, KeyOptions } from "./key-declarations.js";
import { maxKeyFields } from "./keys.js";
import type { StoredField } from "./keys.js";
import type { BoundModel } from "./program.js";

interface IndexedField {
  readonly field: StoredField;
  readonly sort?: "asc" | "desc";
  readonly ops?: string;
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
      .map(({ name, draft }): UniqueKey => ({
        name,
        fields: fieldNames(draft),
        ...buildUniqueOptions(draft.declaration?.options),
      })),
    indexes: named
      .filter(({ draft }) => draft.kind === "index")
      .map(({ name, draft }): Index => ({
        name,
        fields: draft.fields.map(buildIndexField),
        ...buildIndexOptions(model, draft.declaration?.options, context),
      })),
  };
}

function buildIndexField({ field, sort, ops }: IndexedField): IndexField {
  return { name: field.name, ...(sort && { sort }), ...(ops && { operatorClass: ops }) };
}

function buildUniqueOptions({ nullsNotDistinct, deferrable, dialect }: KeyOptions = {}) {
  return {
    ...(nullsNotDistinct?.value === true && { isNullsNotDistinct: true as const }),
    ...(deferrable?.value === true && { isDeferrable: true as const }),
    ...(dialect && { dialect: dialect.value }),
  };
}

function buildIndexOptions(
  model: BoundModel,
  { expr, ops, unique, using, where, include, dialect }: KeyOptions = {},
  { keys }: BuildContext,
): Omit<Index, "name" | "fields"> {
  const included = include?.value.flatMap(({ text }) => {
    const meaning = keys.resolve(model, text);
    return meaning.kind === "stored" ? meaning.fields.map((field) => field.name) : [];
  });
  return {
    ...(expr && { expression: { sql: expr.value.trim(), ...(ops && { operatorClass: ops.value }) } }),
    ...(unique?.value === true && { isUnique: true }),
    ...(using && using.value !== "btree" && { method: using.value }),
    ...(where && { where: where.value.trim() }),
    ...(included && { include: included }),
    ...(dialect && { dialect: dialect.value }),
  };
}

function draftDeclared(model: BoundModel, { keys }: BuildContext): readonly DraftKey[] {
  const declarations = keys.declarations.get(model) ?? [];
  const id = declarations.find((declaration) => declaration.kind === "id");
  return declarations.flatMap((declaration): DraftKey[] => {
    // Another rule reports a second primary key.
    if (declaration.kind === "id" && declaration !== id) return [];
    const fields: IndexedField[] = [];
    for (const { text, sort, ops = declaration.options.ops?.value } of declaration.entries) {
      const meaning = keys.resolve(model, text);
      if (meaning.kind !== "stored") return [];
      fields.push(...meaning.fields.map((field) => ({ field, ...(sort && { sort }), ...(ops && { ops }) })));
      if (fields.length > maxKeyFields) return [];
    }
    return fields.length === 0 && !declaration.options.expr
      ? []
      : [{ kind: declaration.kind, fields, declaration, span: declaration.span }];
  });
}

/** Knows which sets of fields the keys of a model are over, and begin with, in whatever order. */
function trackCoverage(drafts: readonly DraftKey[]) {
  const uniques = new Set<string>();
  const starts = new Set<string>();
  const add = ({ kind, fields, declaration }: DraftKey): void => {
    const { dialect, where, using } = declaration?.options ?? {};
    // Of some rows, in some databases, or for other searches: no row may be found by it.
    if (dialect || where || (using && using.value !== "btree")) return;
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
  const { name: givenName, dialect, expr } = draft.declaration?.options ?? {};
  const columns = draft.kind === "id" ? [] : draft.fields.map(({ field }) => tables.columnOf(field));
  if (expr) columns.push("expr");
  const given = givenName?.value;
  const name = given ?? joinIdentifier(table, ...columns, suffixes[draft.kind]);
  const describe = () => {
    const parts = [...draft.fields.map(({ field }) => `\`${field.name}\``), ...(expr ? ["an expression"] : [])];
    return `the ${keyNames[draft.kind]} of \`${model.name}\` over ${parts.join(", ")}`;
  };
  const use = {
    name,
    span: draft.span,
    describe,
    owner: model.name,
    ...(dialect && { dialect: dialect.value }),
    ...(given === undefined && { isMade: true as const }),
  };
  note({ space: "relation", ...use });
  if (draft.kind !== "index") note({ space: "constraint", ...use });
  return { name, draft };
}
