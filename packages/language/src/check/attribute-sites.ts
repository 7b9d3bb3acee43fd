import type { Attribute } from "../ast.js";
import type { AttributePlace } from "./attribute-table.js";
import type { BoundField, Program } from "./program.js";

/** The attributes written at one place. */
export interface AttributeSite {
  readonly attributes: readonly Attribute[];
  /** Absent for a field whose type a mistake keeps from being known. */
  readonly place: AttributePlace | undefined;
}

/** Every place with attributes, as written: a mixin's once, however many models have it. */
export function listAttributeSites({ blocks, enums, objects }: Program): readonly AttributeSite[] {
  const sites = [
    ...blocks.flatMap(({ declaration, fields, attributes }): AttributeSite[] => [
      ...fields.map((field) => ({
        attributes: field.declaration.attributes,
        place: placeOf(field, declaration.kind === "view"),
      })),
      { attributes, place: declaration.kind },
    ]),
    ...objects.flatMap(({ fields, attributes }): AttributeSite[] => [
      ...fields.map((field) => ({
        attributes: field.declaration.attributes,
        place: placeOf(field, false) === "value" ? ("part" as const) : undefined,
      })),
      { attributes, place: "type" },
    ]),
    ...enums.flatMap(({ members, attributes }): AttributeSite[] => [
      ...members.map((member) => ({ attributes: member.attributes, place: "enum member" as const })),
      { attributes, place: "enum" },
    ]),
  ];
  return sites.filter(({ attributes }) => attributes.length > 0);
}

function placeOf({ type }: BoundField, isOfView: boolean): AttributePlace | undefined {
  switch (type.kind) {
    case "scalar":
    case "enum":
    case "object":
      return isOfView ? "view value" : "value";
    case "model":
      return "relation";
    case "arc":
      return "arc";
    default:
      return undefined;
  }
}
