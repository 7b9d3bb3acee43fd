import { InvalidArgument } from "./errors/call-errors.js";
import type { InputSchemas } from "./validation/input-schemas.js";
import { isPlain, refuseName } from "./args/refuse.js";

/** How a client connects and what it tells. The names are SQLAlchemy's where it has the knob. */
export interface ConnectOptions<Repositories = object> {
  /** Classes of your own in place of generated repositories, by accessor. */
  readonly repositories?: Repositories;
  readonly pool?: PoolOptions;
  /** How many plans are kept: one for each shape of call that the program makes. Default 1000. */
  readonly statementCache?: number;
  /**
   * Holds every value that is written to what the generated Zod schemas demand of its field, and throws `ValidationFailed` before anything is sent. It
   * reads them from beside the client, with Zod, when the first write needs them; where a bundler has put the client into one file, pass them
   * instead: all that `zod/index.js` exports. Default false.
   */
  readonly validate?: boolean | InputSchemas;
  /** Writes every statement to `log`, with how long it took and the rows it gave, and never a value. Default false. */
  readonly echo?: boolean;
  /** Where `echo` writes its lines: `console.error`, or a logger's method. A library has no terminal of its own. */
  readonly log?: (line: string) => void;
}

export interface PoolOptions {
  /** The number of connections kept. Default 5. */
  readonly size?: number;
  /** Seconds to wait for one of them. Default 30. */
  readonly timeout?: number;
}

const known = ["repositories", "pool", "statementCache", "validate", "echo", "log"];
const knownOfPool = ["size", "timeout"];

/** @throws InvalidArgument for an option that there is not, or one that cannot work */
export function checkOptions(options: ConnectOptions): void {
  for (const name of Object.keys(options)) {
    if (!known.includes(name)) refuseName(["options", name], "connect", known);
  }
  for (const name of Object.keys(options.pool ?? {})) {
    if (!knownOfPool.includes(name)) refuseName(["options", "pool", name], "A pool", knownOfPool);
  }
  checkNumber("options.statementCache", options.statementCache, 1);
  checkNumber("options.pool.size", options.pool?.size, 1);
  checkNumber("options.pool.timeout", options.pool?.timeout, 0);
  const { validate = false } = options;
  if (typeof validate !== "boolean" && !isPlain(validate)) {
    throw new InvalidArgument("options.validate", "Expected true or false, or the generated schemas.");
  }
  if (options.echo && options.log === undefined) {
    throw new InvalidArgument("options.log", "echo needs to know where to write: pass log, for example console.error.");
  }
}

function checkNumber(path: string, value: unknown, least: number): void {
  if (value !== undefined && !(typeof value === "number" && value >= least)) {
    throw new InvalidArgument(path, `Expected a number from ${least} on.`);
  }
}
