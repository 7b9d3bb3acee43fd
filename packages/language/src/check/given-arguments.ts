import type { AttributePlace } from "./attribute-table.js";
import type { AttributeSite } from "./attribute-sites.js";
import { findDefinition, matchAttribute } from "./read-attribute.js";
import type { ArgumentKind, Located } from "./signature.js";

/** One argument that an attribute has and that is of its kind. */
export interface GivenArgument extends Located<unknown> {
  readonly name: string;
  readonly kind: ArgumentKind;
  readonly place: AttributePlace | undefined;
}

/** Every argument of every attribute, for rules that judge a kind of argument wherever it stands. */
export function listGivenArguments(sites: readonly AttributeSite[]): readonly GivenArgument[] {
  const given: GivenArgument[] = [];
  for (const { attributes, place } of sites) {
    for (const attribute of attributes) {
      if (attribute.arguments.length === 0) continue;
      const definition = findDefinition(attribute);
      if (definition === undefined) continue;
      const values: Readonly<Record<string, Located<unknown> | undefined>> = matchAttribute(attribute).values;
      for (const [name, located] of Object.entries(values)) {
        const expected = definition.signature[name];
        if (located === undefined || expected === undefined) continue;
        given.push({ ...located, name, kind: expected.kind, place });
      }
    }
  }
  return given;
}
