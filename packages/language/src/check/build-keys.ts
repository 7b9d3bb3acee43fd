import type { Index, IndexField, Model, TableName, UniqueKey } from "@joinery/schema";
import { nameOfParent } from "./ancestors.js";
import type { BuildContext } from "./build-context.js";
import { joinIdentifier } from "./identifier.js";
import { trackCoverage, type CoveringKey } from "./key-coverage.js";
import type { KeyDeclaration, KeyOptions } from "./key-declarations.js";
import { maxKeyFields } from "./keys.js";
import type { StoredField } from "./keys.js";
import { isView } from "./program.js";
import type { BoundModel } from "./program.js";
import { readFieldAttribute } from "./read-attribute.js";
import { keepsRows } from "./read-view.js";

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
 * and an index for each implied key that none of the others begins with. `@relation(index: …)` says otherwise.
 */
export function buildKeys(model: BoundModel, context: BuildContext): Pick<Model, "primaryKey" | "uniques" | "indexes"> {
  const drafts = [...draftDeclared(model, context)];
  const coverage = trackCoverage(drafts.map(readCoverage));
  for (const end of model.relations) {
    const key = context.keys.relationKeys.get(end);
    const role = context.roles.get(end);
    if (key === undefined || role?.kind !== "owning") continue;
    const names = key.fields.map((field) => field.name);
    const wantsIndex = readFieldAttribute(end.field.declaration.attributes, "relation")?.values.index?.value;
    const needsUnique = role.inverse?.isList === false && !coverage.hasUnique(names);
    const needsIndex = keepsRows(model) && (wantsIndex ?? key.isImplied) && !coverage.hasStart(names);
    if (!needsUnique && !needsIndex) continue;
    const draft: DraftKey = {
      kind: needsUnique ? "unique" : "index",
      fields: key.fields.map((field) => ({ field })),
      span: end.field.declaration.name.span,
    };
    drafts.push(draft);
    coverage.add(readCoverage(draft));
  }

  const { name: table, ...schema } = context.tables.tableOf(model);
  const named = drafts.map((draft) => nameKey(draft, model, { name: table, ...schema }, context));
  const id = named.find(({ draft }) => draft.kind === "id");
  const fieldNames = (draft: DraftKey) => draft.fields.map(({ field }) => field.name);
  return {
    // Every model has one, unless another rule says that it is missing.
    ...((id !== undefined || !isView(model)) && {
      primaryKey: { name: id?.name ?? joinIdentifier(table, "pkey"), fields: id ? fieldNames(id.draft) : [] },
    }),
    uniques: named
      .filter(({ draft }) => draft.kind === "unique")
      .map(({ name, draft }): UniqueKey => ({
        name,
        fields: fieldNames(draft),
        ...buildUniqueOptions(draft.declaration?.options),
      })),
    indexes: named
      .filter(({ draft }) => draft.kind === "index")
      .map(({ name, draft }): Index => {
        const fields = draft.fields.map(buildIndexField);
        const index = { name, fields, ...buildIndexOptions(model, draft.declaration?.options, context) };
        placeIndex(index, draft, context);
        return index;
      }),
  };
}

function placeIndex(holder: Index, { declaration, span }: DraftKey, { places }: BuildContext): void {
  const { where, expr } = declaration?.options ?? {};
  if (where) places.note({ holder, part: "where" }, where.argument.value.span);
  if (expr) places.note({ holder, part: "expression" }, expr.argument.value.span);
  places.note({ holder, part: "index" }, span);
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
  const id = nameOfParent(model) ? undefined : declarations.find((declaration) => declaration.kind === "id");
  const declared = declarations.flatMap((declaration): DraftKey[] => {
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
  const shared = model.parent && keys.primaryKeys.get(model);
  if (shared === undefined) return declared;
  return [{ kind: "id", fields: shared.map((field) => ({ field })), span: model.declaration.name.span }, ...declared];
}

/** How rows are found by it. */
function readCoverage({ kind, fields, declaration }: DraftKey): CoveringKey {
  const { dialect, where, using } = declaration?.options ?? {};
  return {
    fields: fields.map(({ field }) => field.name),
    isUnique: kind !== "index",
    isPartial: Boolean(dialect ?? where) || (using !== undefined && using.value !== "btree"),
  };
}

const keyNames = { id: "primary key", unique: "unique key", index: "index" } as const;
const suffixes = { id: "pkey", unique: "key", index: "idx" } as const;

function nameKey(draft: DraftKey, model: BoundModel, table: TableName, { tables, note }: BuildContext) {
  const { name: givenName, dialect, expr } = draft.declaration?.options ?? {};
  const columns = draft.kind === "id" ? [] : draft.fields.map(({ field }) => tables.columnOf(field));
  if (expr) columns.push("expr");
  const given = givenName?.value;
  const name = given ?? joinIdentifier(table.name, ...columns, suffixes[draft.kind]);
  const describe = () => {
    const parts = [...draft.fields.map(({ field }) => `\`${field.name}\``), ...(expr ? ["an expression"] : [])];
    return `the ${keyNames[draft.kind]} of \`${model.name}\` over ${parts.join(", ")}`;
  };
  const use = {
    ...table,
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
