import type { Attribute } from "../ast.js";
import { blockAttributes, fieldAttributes } from "./attribute-table.js";
import type { AttributeDefinition } from "./attribute-table.js";
import { hasOptionalArgumentsOnly, matchArguments } from "./match-arguments.js";
import type { MatchedArguments } from "./match-arguments.js";
import type { Signature, SignatureValues } from "./signature.js";

type ValuesOf<Definition> = Definition extends { readonly signature: infer S extends Signature }
  ? SignatureValues<S>
  : never;

export type FieldAttributeName = keyof typeof fieldAttributes;
export type BlockAttributeName = keyof typeof blockAttributes;

export interface ReadAttribute<Values> {
  readonly node: Attribute;
  readonly values: Values;
}

/** What the language knows of an attribute, or undefined for a name it does not have. */
export function findDefinition(attribute: Attribute): AttributeDefinition | undefined {
  const table: Readonly<Record<string, AttributeDefinition>> =
    attribute.scope === "field" ? fieldAttributes : blockAttributes;
  return Object.hasOwn(table, attribute.name.text) ? table[attribute.name.text] : undefined;
}

/** The first `@name` among the attributes of a field or an enum member, its arguments read as the table says. */
export function readFieldAttribute<Name extends FieldAttributeName>(
  attributes: readonly Attribute[],
  name: Name,
): ReadAttribute<ValuesOf<(typeof fieldAttributes)[Name]>> | undefined {
  const node = findAttribute(attributes, name);
  return node && { node, values: readValues<(typeof fieldAttributes)[Name]>(node) };
}

/** The first of the name. By index: rules ask this of every field, dozens of times, and most have none. */
function findAttribute(attributes: readonly Attribute[], name: string): Attribute | undefined {
  for (let index = 0; index < attributes.length; index++) {
    const node = attributes[index];
    if (node?.name.text === name) return node;
  }
  return undefined;
}

/** All `@@name` of a block, its arguments read as the table says. */
export function readBlockAttributes<Name extends BlockAttributeName>(
  attributes: readonly Attribute[],
  name: Name,
): readonly ReadAttribute<ValuesOf<(typeof blockAttributes)[Name]>>[] {
  if (findAttribute(attributes, name) === undefined) return none;
  return attributes
    .filter((attribute) => attribute.name.text === name)
    .map((node) => ({ node, values: readValues<(typeof blockAttributes)[Name]>(node) }));
}

const none: readonly never[] = [];
const nothing: MatchedArguments<Signature> = { values: {}, problems: [] };
const matched = new WeakMap<Attribute, MatchedArguments<Signature>>();

/** The arguments of an attribute matched with its signature, once: trees never change, and many stages ask. */
export function matchAttribute(node: Attribute): MatchedArguments<Signature> {
  const known = matched.get(node);
  if (known) return known;
  const definition = findDefinition(node);
  const signature = definition?.signature;
  if (node.arguments.length === 0 && (!signature || hasOptionalArgumentsOnly(signature))) return nothing;
  const result = signature ? matchArguments(node.arguments, signature) : nothing;
  matched.set(node, result);
  return result;
}

function readValues<Definition>(node: Attribute): ValuesOf<Definition> {
  return matchAttribute(node).values as ValuesOf<Definition>;
}
