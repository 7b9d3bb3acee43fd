import type { Span } from "@joinery/schema";
import type { Attribute } from "../ast.js";
import type { FlatMembers } from "./program.js";
import { readBlockAttributes, readFieldAttribute } from "./read-attribute.js";
import type { KeyEntry, Located } from "./signature.js";

/** A primary key, unique key or index as declared, on a field or on the block: from here on they are the same. */
export interface KeyDeclaration {
  readonly kind: "id" | "unique" | "index";
  readonly entries: readonly KeyEntry[];
  /** The name the user gave it in the database. */
  readonly name?: Located<string>;
  readonly node: Attribute;
  /** What to point at: the attribute. */
  readonly span: Span;
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
      ofFields.push({ kind, entries: [entry], ...(values.name && { name: values.name }), node, span: node.span });
    }
  }
  const ofBlock = kinds.flatMap((kind) =>
    readBlockAttributes(attributes, kind).flatMap(({ node, values }): KeyDeclaration[] => {
      const entries = values.fields?.value;
      if (entries === undefined) return [];
      return [{ kind, entries, ...(values.name && { name: values.name }), node, span: node.span }];
    }),
  );
  return [...ofFields, ...ofBlock];
}
