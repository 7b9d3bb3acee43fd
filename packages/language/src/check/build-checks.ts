import type { Check } from "@joinery/schema";
import type { BuildContext } from "./build-context.js";
import type { BoundModel } from "./program.js";
import { readBlockAttributes } from "./read-attribute.js";

/** The CHECKs of a model, in order of declaration. */
export function buildChecks(
  model: BoundModel,
  { note, places }: Pick<BuildContext, "note" | "places">,
): readonly Check[] {
  return readBlockAttributes(model.attributes, "check").flatMap(({ node, values }): Check[] => {
    const { name, sql, dialect } = values;
    if (name === undefined || sql === undefined) return [];
    const only = dialect && { dialect: dialect.value };
    const describe = () => `a check of \`${model.name}\``;
    note({ space: "constraint", owner: model.name, name: name.value, span: node.span, describe, ...only });
    const check = { name: name.value, sql: sql.value.trim(), ...only };
    places.note({ holder: check, part: "check" }, sql.argument.value.span);
    return [check];
  });
}
