import { statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Outcome } from "../commands/command.js";
import { configNames } from "../config/find-config.js";
import type { Settings } from "../config/settings.js";
import { describeFailure } from "../output/describe-failure.js";
import { reportFailure, reportOutcome } from "../output/report.js";
import type { Terminal } from "../output/terminal.js";
import { findSchemaFiles } from "../schema-files/find-schema-files.js";
import { UserProblem } from "../problem.js";
import { generateCode, type RunMemory } from "./generate-code.js";

const interval = 150;

/**
 * Generates now and after every change of the schema files or the config, until Ctrl-C. A mistake is reported and
 * waited out. The files are looked at, not subscribed to: that costs a few stats, sees files and folders that come
 * and go, and works the same on every platform, on network drives and in containers.
 */
export async function watchSchema(readSettings: () => Promise<Settings>, terminal: Terminal): Promise<Outcome> {
  let isEnded = false;
  const end = terminal.takeInterrupt().then(() => (isEnded = true));
  // Without settings there is nothing to watch: what is wrong with them at the start ends the command.
  let settings = await readSettings();
  const { createGenerationMemory } = await import("@joinery/codegen");
  const memory: RunMemory = { parsed: new Map(), generated: createGenerationMemory() };
  let runs = 0;
  let seen = "";
  while (!isEnded) {
    const now = await settle(settings, terminal, end);
    if (now !== seen && !isEnded) {
      seen = now;
      runs++;
      try {
        settings = await readSettings();
        reportOutcome(terminal, "generate", await generateCode(settings, terminal, memory), false);
      } catch (error) {
        const failure = describeFailure(error, terminal.show);
        if (failure.isCrash) throw error;
        reportFailure(terminal, "generate", failure, { isJson: false, isDebug: false });
      }
      terminal.talk(`${terminal.paintTalk("dim", "Watching for changes; Ctrl-C ends.")}\n`);
    }
    await Promise.race([sleep(interval), end]);
  }
  return { isDone: true, result: { runs }, lines: [], summary: "Stopped watching." };
}

/** What the watched files look like once they have been the same twice: an editor saves in several steps. */
async function settle(settings: Settings, terminal: Terminal, end: Promise<unknown>): Promise<string> {
  for (let before = ""; ;) {
    const now = fingerprint(settings, terminal);
    if (now === before) return now;
    before = now;
    await Promise.race([sleep(interval / 3), end]);
  }
}

function fingerprint(settings: Settings, terminal: Terminal): string {
  const usual = configNames.map((name) => join(settings.folder, name));
  const configs = settings.configFile === undefined ? usual : [settings.configFile, ...usual];
  return [...schemaFiles(settings, terminal), ...configs]
    .map((file) => {
      const status = statSync(file, { throwIfNoEntry: false });
      return `${file} ${status?.mtimeMs} ${status?.size}`;
    })
    .join("\n");
}

function schemaFiles(settings: Settings, terminal: Terminal): string[] {
  try {
    return findSchemaFiles([settings.schema], terminal.show);
  } catch (error) {
    if (error instanceof UserProblem) return [];
    throw error;
  }
}
