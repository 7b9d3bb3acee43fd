import type { Arc, Model } from "@joinery/schema";
import type { CheckConstraint } from "./catalog.js";
import { quoteIdentifier } from "./quote-identifier.js";

/**
 * The check of an exclusive arc: that exactly one of its keys is set (at most one where the arc is nullable), and of a key of
 * several columns all or none.
 */
export function lowerArc(
  { checkName, targets, isNullable }: Arc,
  model: Pick<Model, "fields" | "relations">,
): CheckConstraint {
  const keys = targets.map(({ relation }) => keyColumns(relation, model).map(quoteIdentifier));
  const counts = keys.map(([column]) => `case when ${column} is null then 0 else 1 end`);
  const wholes = keys.flatMap(([first, ...others]) =>
    others.map((column) => `(${column} is null) = (${first} is null)`),
  );
  const count = `${counts.join(" + ")} ${isNullable ? "<=" : "="} 1`;
  return { name: checkName, expression: [count, ...wholes].join(" and ") };
}

function keyColumns(name: string, { fields, relations }: Pick<Model, "fields" | "relations">): readonly string[] {
  const relation = relations.find((each) => each.name === name);
  if (relation === undefined) throw new Error(`The schema has no relation ${name}`);
  return relation.fields.map((key) => {
    const field = fields.find((each) => each.name === key);
    if (field === undefined) throw new Error(`The schema has no field ${key}`);
    return field.column;
  });
}
