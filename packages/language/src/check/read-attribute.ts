import type { Attribute } from "../ast.js";
import { blockAttributes, fieldAttributes } from "./attribute-table.js";
import type { AttributeDefinition } from "./attribute-table.js";
import { matchArguments } from "./match-arguments.js";
import type { Later, Signature, SignatureValues } from "./signature.js";

type Carried<Table> = { [Name in keyof Table as Table[Name] extends Later ? never : Name]: Table[Name] };
type ValuesOf<Definition> = Definition extends { readonly signature: infer S extends Signature }
  ? SignatureValues<S>
  : never;

export type FieldAttributeName = keyof Carried<typeof fieldAttributes>;
export type BlockAttributeName = keyof Carried<typeof blockAttributes>;

export interface ReadAttribute<Values> {
  readonly node: Attribute;
  readonly values: Values;
}

/** What the language knows of an attribute, or undefined for a name it does not have. */
export function findDefinition(attribute: Attribute): AttributeDefinition | Later | undefined {
  const table: Readonly<Record<string, AttributeDefinition | Later>> =
    attribute.scope === "field" ? fieldAttributes : blockAttributes;
  return Object.hasOwn(table, attribute.name.text) ? table[attribute.name.text] : undefined;
}

/** The first `@name` among the attributes of a field or an enum member, its arguments read as the table says. */
export function readFieldAttribute<Name extends FieldAttributeName>(
  attributes: readonly Attribute[],
  name: Name,
): ReadAttribute<ValuesOf<(typeof fieldAttributes)[Name]>> | undefined {
  const node = attributes.find((attribute) => attribute.name.text === name);
  return node && { node, values: read(node, fieldAttributes[name]) };
}

/** All `@@name` of a block, its arguments read as the table says. */
export function readBlockAttributes<Name extends BlockAttributeName>(
  attributes: readonly Attribute[],
  name: Name,
): readonly ReadAttribute<ValuesOf<(typeof blockAttributes)[Name]>>[] {
  return attributes
    .filter((attribute) => attribute.name.text === name)
    .map((node) => ({ node, values: read(node, blockAttributes[name]) }));
}

function read<Definition extends AttributeDefinition>(node: Attribute, definition: Definition): ValuesOf<Definition> {
  return matchArguments(node.arguments, definition.signature).values as ValuesOf<Definition>;
}
