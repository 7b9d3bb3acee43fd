import { ValueError, type BoundStatement } from "@joinery/sql";
import { groupChanges, type ChangeGroup, type RowChange } from "../args/read-changes.js";
import type { ReadValue } from "../args/group-rows.js";
import { operandOf, type Operator } from "../args/read-operators.js";
import { readRowArguments, readVisibility } from "../args/read-arguments.js";
import type { Visibility } from "../args/selection.js";
import { refuse } from "../args/refuse.js";
import { refuseView } from "../args/refuse-view.js";
import { RecordNotFound, StaleObject } from "../errors/call-errors.js";
import type { ModelMetadata } from "../metadata/metadata.js";
import { identifyValue } from "../plan/key-reader.js";
import type { Engine } from "./engine.js";
import { planChunks, type UpdateChunk } from "./find-update.js";
import { sendChange } from "./send.js";

const operation = "updateEach";

/**
 * `updateEach`: changes rows, each in its own way and all or none, in one statement for all that change the same fields, as far as
 * parameters allow. Gives their number.
 *
 * @throws RecordNotFound where one is not there; StaleObject where it may be there in another version than the change says
 */
export function updateEach(args: unknown, model: ModelMetadata, engine: Engine): number | Promise<number> {
  const { changes, ...visibility } = readChanges(args, model);
  const updates = bindUpdates(changes, visibility, model, engine);
  if (updates.length === 0) return 0;
  return engine.inTransaction(async (executor) => {
    for (const { chunk, parameters } of updates) {
      const count = await sendChange(chunk.plan.statement, parameters, { engine, executor, model, operation });
      if (count < chunk.size) throw new (chunk.isVersioned ? StaleObject : RecordNotFound)(model.name, operation);
    }
    return changes.length;
  });
}

/** Its statements, for `plan()` and `explain()`. */
export function listUpdates(args: unknown, model: ModelMetadata, engine: Engine): readonly BoundStatement[] {
  const { changes, ...visibility } = readChanges(args, model);
  return bindUpdates(changes, visibility, model, engine).map(({ chunk, parameters }) => {
    return { statement: chunk.plan.statement, parameters };
  });
}

interface Changes extends Visibility {
  readonly changes: readonly RowChange[];
}

function readChanges(value: unknown, model: ModelMetadata): Changes {
  refuseView(model);
  const args = readRowArguments(value, ["changes"], model, [], "A call that changes each row in its own way");
  const { changes } = args;
  if (!Array.isArray(changes)) refuse(["changes"], `Expected a list of changes of ${model.name}.`);
  return { changes: changes as readonly RowChange[], ...readVisibility(args) };
}

interface BoundUpdate {
  readonly chunk: UpdateChunk;
  readonly parameters: readonly unknown[];
}

function bindUpdates(
  changes: readonly RowChange[],
  visibility: Visibility,
  model: ModelMetadata,
  engine: Engine,
): readonly BoundUpdate[] {
  return groupChanges(changes, model, ["changes"]).flatMap((group) => {
    refuseRepetition(group, changes);
    return planChunks({ ...group, ...visibility }, group.positions.length, model, engine).map((chunk): BoundUpdate => {
      const { start, size, plan, key, fields } = chunk;
      const positions = group.positions.slice(start, start + size);
      const readers = [
        ...key.map(({ name }) => readerOf("where", name)),
        ...fields.map((field) => readerOf("data", field.name, group.operators?.get(field))),
      ];
      const rows = positions.map((position) => changes[position] as unknown as Readonly<Record<string, unknown>>);
      const parameters = plan.bind(rows, readers, (error, row, column) => {
        if (!(error instanceof ValueError)) throw error;
        const part = column < key.length ? "where" : "data";
        const field = [...key, ...fields][column]!;
        const operator = part === "data" ? group.operators?.get(field) : undefined;
        const place = operator === undefined ? [field.name] : [field.name, operator];
        refuse(["changes", positions[row]!, part, ...place, ...error.at], error.message);
      });
      return { chunk, parameters };
    });
  });
}

function readerOf(part: keyof RowChange, name: string, operator?: Operator): ReadValue {
  if (operator === undefined) return (change) => (change as unknown as RowChange)[part][name];
  return (change) => operandOf((change as unknown as RowChange)[part][name], operator);
}

/** Of two changes of one row a statement would make one. */
function refuseRepetition({ key, positions }: ChangeGroup, changes: readonly RowChange[]): void {
  const seen = new Set<string>();
  for (const position of positions) {
    const identity = key.map(({ name }) => String(identifyValue(changes[position]!.where[name]))).join("\0");
    if (seen.has(identity)) refuse(["changes", position, "where"], "Another change names this row: put both together.");
    seen.add(identity);
  }
}
