import type { Ddl, Dialect } from "./dialect.js";
import { ddl as postgres } from "./postgres/ddl.js";
import { ddl as sqlite } from "./sqlite/ddl.js";

/** By name of the dialect. A third one is a third folder and a third entry here. */
const definitions: Readonly<Record<string, Ddl>> = { postgresql: postgres, sqlite };

/** How tables of a dialect's databases are defined, read and changed. */
export function ddlOf({ name }: Pick<Dialect, "name">): Ddl {
  return definitions[name]!;
}
