import type { IndexMethod, Span } from "@joinery/schema";
import type { Attribute } from "../ast.js";
import type { FlatMembers } from "./program.js";
import { readBlockAttributes, readFieldAttribute } from "./read-attribute.js";
import type { FieldName, KeyEntry, Located } from "./signature.js";

/** A primary key, unique key or index as declared, on a field or on the block: from here on they are the same. */
export interface KeyDeclaration {
  readonly kind: "id" | "unique" | "index";
  readonly entries: readonly KeyEntry[];
  readonly options: KeyOptions;
  readonly node: Attribute;
  /** What to point at: the attribute. */
  readonly span: Span;
}

/** What an attribute says of its key beyond the fields; each kind of key has some of it. */
export interface KeyOptions {
  /** The name the user gave it in the database. */
  readonly name?: Located<string>;
  readonly dialect?: Located<string>;
  readonly nullsNotDistinct?: Located<boolean>;
  readonly deferrable?: Located<boolean>;
  readonly unique?: Located<boolean>;
  readonly where?: Located<string>;
  readonly using?: Located<IndexMethod>;
  readonly include?: Located<readonly FieldName[]>;
  readonly expr?: Located<string>;
  readonly ops?: Located<string>;
}

/** The keys of a model (or of a block on its own), those of fields first, in order of declaration. */
export function collectKeys({
  fields,
  attributes,
}: Pick<FlatMembers, "fields" | "attributes">): readonly KeyDeclaration[] {
  const kinds = ["id", "unique", "index"] as const;
  const ofFields: KeyDeclaration[] = [];
  for (const { name, declaration } of fields) {
    for (const kind of declaration.attributes.length === 0 ? [] : kinds) {
      const read = readFieldAttribute(declaration.attributes, kind);
      if (read === undefined) continue;
      const { node, values } = read;
      const sort = "sort" in values ? values.sort?.value : undefined;
      const entry: KeyEntry = { text: name, span: node.span, ...(sort && { sort }) };
      ofFields.push(declareKey(kind, [entry], values, node));
    }
  }
  const ofBlock = kinds.flatMap((kind) =>
    readBlockAttributes(attributes, kind).flatMap(({ node, values }): KeyDeclaration[] => {
      const options: KeyOptions = values;
      const entries = values.fields?.value ?? (options.expr && []);
      return entries === undefined ? [] : [declareKey(kind, entries, options, node)];
    }),
  );
  return [...ofFields, ...ofBlock];
}

/** A unique index with nothing else to it is a unique key. */
function declareKey(
  kind: KeyDeclaration["kind"],
  entries: readonly KeyEntry[],
  options: KeyOptions,
  node: Attribute,
): KeyDeclaration {
  const { where, using, include, expr, ops } = options;
  const isPlain = [where, using, include, expr, ops].every((option) => option === undefined);
  const isKey = isPlain && options.unique?.value === true && entries.every(({ sort, ops }) => sort !== "desc" && !ops);
  return { kind: isKey ? "unique" : kind, entries, options, node, span: node.span };
}
