import type { Inheritance } from "@joinery/schema";
import type { BuildContext } from "./build-context.js";
import { joinIdentifier } from "./identifier.js";
import type { BoundModel } from "./program.js";

/**
 * What ties the table of a model to that of the model it extends: the key of both, which follows the parent's row whatever
 * happens to it. Nothing where there is no parent, or it has no key.
 */
export function buildInheritance(model: BoundModel, { keys, tables, note }: BuildContext): Inheritance | undefined {
  const { parent, name: owner, declaration } = model;
  const key = parent && keys.primaryKeys.get(model);
  if (key === undefined) return undefined;
  const { span } = declaration.name;
  const columns = key.map(tables.columnOf);
  for (const name of columns) {
    const describe = () => `the key that \`${owner}\` shares with \`${parent!.name}\``;
    note({ space: "column", owner, name, span, describe });
  }
  const name = joinIdentifier(tables.tableOf(model).name, ...columns, "fkey");
  const describe = () => `the foreign key from \`${owner}\` to \`${parent!.name}\``;
  note({ space: "constraint", owner, name, span, describe, isMade: true });
  return { model: parent!.name, foreignKey: { name, onDelete: "Cascade", onUpdate: "Cascade" } };
}
