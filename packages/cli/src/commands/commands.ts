import { checkCommand } from "./check.js";
import type { CommandDefinition } from "./command.js";
import { dbPushCommand } from "./db-push.js";
import { diagramCommand } from "./diagram.js";
import { formatCommand } from "./format.js";
import { generateCommand } from "./generate.js";
import { initCommand } from "./init.js";
import { migrateDownCommand } from "./migrate-down.js";
import { migrateNewCommand } from "./migrate-new.js";
import { migrateStatusCommand } from "./migrate-status.js";
import { migrateUpCommand } from "./migrate-up.js";

/** Every command there is, in the order in which help lists them. */
export const commands: readonly CommandDefinition[] = [
  initCommand,
  checkCommand,
  formatCommand,
  generateCommand,
  migrateNewCommand,
  migrateUpCommand,
  migrateDownCommand,
  migrateStatusCommand,
  dbPushCommand,
  diagramCommand,
];
