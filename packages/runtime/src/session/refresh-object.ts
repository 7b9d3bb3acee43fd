import { RecordNotFound } from "../errors/call-errors.js";
import { hasRelation, knownValue, type ObjectState } from "./object-state.js";
import { resetObject } from "./undo-log.js";
import type { SessionPlace } from "./session-place.js";

/** Reads the row of an object again, with the relations that it holds, over whatever it has. @throws RecordNotFound */
export async function refreshObject(state: ObjectState, session: SessionPlace): Promise<void> {
  const { mapping } = state;
  const { model, keyNames } = mapping;
  resetObject(state);
  state.isExpired = true;
  const held = mapping.held.filter(({ name }) => hasRelation(state, name));
  const rows = await session.read("findMany", model, {
    where: Object.fromEntries(keyNames.map((name) => [name, knownValue(state, name)])),
    ...(held.length === 0 ? {} : { include: Object.fromEntries(held.map(({ name }) => [name, true])) }),
    ...(model.softDelete === undefined ? {} : { withDeleted: true }),
  });
  if (rows.length === 0) throw new RecordNotFound(model.name, "refresh");
}
