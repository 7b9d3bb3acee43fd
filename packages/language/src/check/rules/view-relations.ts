import { isView } from "../program.js";
import { keepsRows } from "../read-view.js";
import { readFieldAttribute } from "../read-attribute.js";
import type { RelationEnd } from "../program.js";
import type { Reporter, Rule } from "../rule.js";

/** The key of a relation with a view is in the view, which leads to a model, and no database sees to it. */
export const checkViewRelations: Rule = ({ models, roles }, { report }) => {
  // That one of several keys is set is a check of a table.
  for (const { name: view, arcs } of models.filter(isView)) {
    for (const { declaration } of arcs.keys()) {
      const what = declaration.type.alternatives.map((alternative) => alternative.name.text).join(" | ");
      report("check/view-constraint", declaration.type.span, { view, what });
    }
  }
  for (const [end, { kind }] of roles) {
    if (kind === "owning" && isView(end.model)) checkKey(end, report);
    if (!isView(end.target) || (kind !== "owning" && kind !== "many-to-many")) continue;
    const field = `${end.model.name}.${end.name}`;
    const view = end.target.name;
    report("check/relation-to-view", end.field.declaration.name.span, { field, view, advice: adviseOn(end) });
  }
};

function checkKey({ field, model }: RelationEnd, report: Reporter["report"]): void {
  const values = readFieldAttribute(field.declaration.attributes, "relation")?.values ?? {};
  for (const what of ["onDelete", "onUpdate", "deferrable", "name"] as const) {
    const given = values[what];
    if (given) report("check/view-constraint", given.argument.span, { view: model.name, what });
  }
  if (values.index?.value === true && !keepsRows(model))
    report("check/view-without-rows", values.index.argument.span, { view: model.name, what: "an index" });
}

function adviseOn({ model, target }: RelationEnd): string {
  if (isView(model)) return "Join the two views in the SQL of one of them.";
  const name = model.name.charAt(0).toLowerCase() + model.name.slice(1);
  return `Let the view lead here: \`${name} ${model.name} @relation(fields: […], references: […])\` in \`${target.name}\`.`;
}
