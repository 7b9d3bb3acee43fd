import type { Attribute } from "../../ast.js";
import type { AttributePlace } from "../attribute-table.js";
import { blockAttributes, fieldAttributes } from "../attribute-table.js";
import { findDefinition, matchAttribute } from "../read-attribute.js";
import type { Reporter, Rule } from "../rule.js";
import type { Located } from "../signature.js";

/** Attributes exist, stand where they may, and once. */
export const checkAttributes: Rule = ({ attributeSites }, reporter) => {
  for (const { attributes, place } of attributeSites) {
    const first = new Map<string, Attribute>();
    for (const attribute of attributes) checkAttribute(attribute, place, first, reporter);
  }
};

function checkAttribute(
  attribute: Attribute,
  place: AttributePlace | undefined,
  first: Map<string, Attribute>,
  { report, reportUnknown }: Reporter,
): void {
  const name = writeName(attribute);
  const span = { ...attribute.span, end: attribute.name.span.end };
  const definition = findDefinition(attribute);
  const isByDialect = definition?.isRepeatable === "by dialect";
  const key = isByDialect ? `${attribute.name.text} ${dialectOf(attribute)}` : attribute.name.text;
  const earlier = first.get(key);
  if (definition === undefined) {
    const table = attribute.scope === "field" ? fieldAttributes : blockAttributes;
    const candidates = Object.keys(table).map((each) => (attribute.scope === "field" ? "@" : "@@") + each);
    reportUnknown("check/unknown-attribute", { text: name, span }, candidates, {});
  } else if (place !== undefined && !definition.places.includes(place)) {
    report("check/misplaced-attribute", span, {
      name,
      place: placeNames[place],
      allowed: listPlaces(definition.places),
    });
  } else if (earlier !== undefined && definition.isRepeatable !== true) {
    const related = [{ span: earlier.span, message: "It is written here first" }];
    report("check/duplicate-attribute", isByDialect ? attribute.span : span, { name }, { related });
  }
  if (earlier === undefined) first.set(key, attribute);
}

function dialectOf(attribute: Attribute): string {
  const values: Readonly<Record<string, Located<unknown> | undefined>> = matchAttribute(attribute).values;
  const dialect = values["dialect"]?.value;
  return typeof dialect === "string" ? dialect : "";
}

/** What can stand on a value of a view or on a part can stand on any. */
function listPlaces(places: readonly AttributePlace[]): string {
  const names = places.filter((place) => place !== "view value" && place !== "part").map((place) => placeNames[place]);
  const last = names.pop() ?? "nothing";
  return names.length === 0 ? last : `${names.join(", ")} or ${last}`;
}

function writeName({ scope, name }: Attribute): string {
  return (scope === "field" ? "@" : "@@") + name.text;
}

const placeNames: Readonly<Record<AttributePlace, string>> = {
  value: "a field that holds a value",
  part: "a field of a type",
  "view value": "a field of a view",
  relation: "a relation",
  arc: "an exclusive arc",
  "enum member": "a member of an enum",
  model: "a model",
  view: "a view",
  mixin: "a mixin",
  enum: "an enum",
  type: "a type",
};
