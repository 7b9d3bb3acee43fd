import type { Attribute } from "../ast.js";
import { readFieldAttribute } from "./read-attribute.js";

type VariantName = "default" | "generated" | "db";
type ReadVariant<Name extends VariantName> = NonNullable<ReturnType<typeof readFieldAttribute<Name>>>;

/** What is said of a field for all databases, and what for one each. */
export interface Variants<Name extends VariantName> {
  readonly plain: ReadVariant<Name> | undefined;
  readonly own: readonly (ReadVariant<Name> & { readonly dialect: string })[];
}

/** Of most fields nothing is said. */
const none: Variants<never> = { plain: undefined, own: [] };

/** Tells the attributes of one name apart by their `dialect:`; of two for the same database the first counts. */
export function readVariants<Name extends VariantName>(attributes: readonly Attribute[], name: Name): Variants<Name> {
  if (readFieldAttribute(attributes, name) === undefined) return none;
  let plain: ReadVariant<Name> | undefined;
  const own = new Map<string, ReadVariant<Name> & { readonly dialect: string }>();
  for (const attribute of attributes) {
    if (attribute.name.text !== name) continue;
    const read = readFieldAttribute([attribute], name);
    if (read === undefined) continue;
    const dialect = read.values.dialect?.value;
    if (dialect === undefined) plain ??= read;
    else if (!own.has(dialect)) own.set(dialect, { ...read, dialect });
  }
  return { plain, own: [...own.values()] };
}
