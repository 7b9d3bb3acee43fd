import { checkCommand } from "./check.js";
import type { CommandDefinition } from "./command.js";
import { formatCommand } from "./format.js";
import { generateCommand } from "./generate.js";
import { initCommand } from "./init.js";

/** Every command there is, in the order in which help lists them. */
export const commands: readonly CommandDefinition[] = [initCommand, checkCommand, formatCommand, generateCommand];
