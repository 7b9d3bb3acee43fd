import type { Arc } from "@joinery/schema";
import type { BuildContext } from "./build-context.js";
import { joinIdentifier } from "./identifier.js";
import { nameArcTarget } from "./naming.js";
import type { BoundModel } from "./program.js";

/** The exclusive arcs of a model; the relations that they are made of are among its relations. */
export function buildArcs(model: BoundModel, { tables, note }: Pick<BuildContext, "tables" | "note">): readonly Arc[] {
  const table = tables.tableOf(model).name;
  return [...model.arcs.values()].map(({ field, ends, isNullable }) => {
    const { name, documentation } = field.declaration;
    const checkName = joinIdentifier(table, tables.column(name.text), "arc");
    const describe = () => `the check of the arc \`${model.name}.${name.text}\``;
    note({ space: "constraint", owner: model.name, name: checkName, span: name.span, describe, isMade: true });
    return {
      name: name.text,
      targets: ends.map((end) => ({ name: nameArcTarget(end.target.name), relation: end.name })),
      ...(isNullable && { isNullable }),
      checkName,
      ...(documentation !== undefined && { documentation }),
    };
  });
}
