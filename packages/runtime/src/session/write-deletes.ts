import type { CompiledStatement, DeleteStatement, UpdateStatement } from "@joinery/sql";
import { bindLists, findListStatement } from "../execute/list-statement.js";
import { removeRows } from "../execute/writes/remove-rows.js";
import { sendChange } from "../execute/send.js";
import { senderOf, type Writer } from "../execute/writes/writer.js";
import { assignChanges } from "../plan/writes/assign-values.js";
import { compileStatement, type Planner } from "../plan/build-node.js";
import { addAlias, startDraft } from "../plan/draft.js";
import { listKeyColumns, planOwners } from "../plan/reads/plan-owners.js";
import type { Change } from "./change.js";
import type { ObjectMapping } from "./object-mapping.js";
import { refuseStale } from "./write-updates.js";

/**
 * Deletes rows of one model by their keys, in one statement; of a model with `@@softDelete` they are marked.
 *
 * @throws StaleObject where the version of one is another than the object's
 */
export async function writeDeletes(changes: readonly Change[], mapping: ObjectMapping, writer: Writer): Promise<void> {
  const { model, version, keyNames } = mapping;
  if (version === undefined || !model.parts[0]!.fields.includes(version)) {
    // Of these, some may have gone along with what they belong to.
    return removeRows(
      model,
      changes.map(({ before }) => before),
      writer,
    );
  }
  const names = [...keyNames, version.name];
  const keys = changes.map(({ before }) => names.map((name) => before[name]));
  const statement = findListStatement(planVersionedDelete, mapping, writer);
  const sender = senderOf(writer, model);
  if ((await sendChange(statement, bindLists(statement, [keys]), sender)) < changes.length) refuseStale(sender);
}

/** Deletes, or marks, the rows of the first list: keys, each with its version. */
function planVersionedDelete({ model, version }: ObjectMapping, planner: Planner): CompiledStatement {
  const draft = startDraft();
  const alias = addAlias(draft);
  const [part] = model.parts;
  const where = planOwners(draft, listKeyColumns([...model.primaryKey, version!], alias), undefined);
  const target = { table: part!.model.table, alias, where };
  const mark = model.softDelete;
  const statement: DeleteStatement | UpdateStatement =
    mark === undefined
      ? { kind: "delete", ...target }
      : { kind: "update", ...target, set: assignChanges({ given: [], mark }, part!.fields, alias, draft) };
  return compileStatement(statement, planner);
}
