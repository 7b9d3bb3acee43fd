import { ValueError, type Decode } from "./dialect.js";
import type { ValueType } from "./value-type.js";

/**
 * From the stored value of an enum to the name of its member; `undefined` where all are alike, so that nothing is done for
 * each row. A stored value without a member means that the database is ahead of the schema.
 */
export function memberDecoder(type: ValueType): Decode | undefined {
  const members = type.enum?.members ?? [];
  if (members.every((member) => member.name === member.databaseName)) return undefined;
  const names = new Map<unknown, string>(members.map((member) => [member.databaseName, member.name]));
  return (value) => {
    const name = names.get(value);
    if (name === undefined)
      throw new ValueError(`expected a member of ${type.enum?.name}, and the database holds another`);
    return name;
  };
}
