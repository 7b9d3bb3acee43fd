import type { Diagnostic, JsonValue, SourceFile } from "@joinery/schema";
import type { ConfigFlags, SettingKey, Settings } from "../config/settings.js";
import type { Terminal } from "../output/terminal.js";

/** What a command gives back. It prints nothing itself, so that `--json` can say the same in its own way. */
export interface Outcome {
  /** Whether all is well: exit code 0, else 1. */
  readonly isDone: boolean;
  /** What `--json` prints: stable names, paths as the user would write them. Null where nothing came of it. */
  readonly result: { readonly [key: string]: JsonValue } | null;
  /** The result for people and pipes, one line each, on standard output. */
  readonly lines: readonly string[];
  /** One line on standard error that says what happened, with what to do next where that is known. */
  readonly summary: string;
  /** What the schema is blamed for, with the texts that the diagnostics point into. */
  readonly diagnostics?: { readonly list: readonly Diagnostic[]; readonly sources: readonly SourceFile[] };
}

/** What a command is called with. */
export interface CommandCall<Arguments, Flags> {
  readonly arguments: Arguments;
  readonly flags: Flags & ConfigFlags & { readonly json?: true };
  readonly terminal: Terminal;
  /**
   * Reads the config and the flags; not called by a command that can do without, so that a broken config is not in its
   * way. A config must exist when one of `needs` (by default all the command's settings) is not given by a flag.
   */
  readonly readSettings: (needs?: readonly SettingKey[]) => Promise<Settings>;
}

/** One command, as data: the program, its help and its errors are made from a list of these. */
export interface CommandDefinition<Arguments extends readonly unknown[] = readonly unknown[], Flags = unknown> {
  /** One word, or two for a command of a group: `migrate new`. */
  readonly name: string;
  readonly summary: string;
  /** As commander writes them: `<name>`, `[name]`, `[names...]`. */
  readonly arguments?: readonly { readonly syntax: string; readonly description: string }[];
  readonly flags?: readonly { readonly syntax: string; readonly description: string }[];
  /** The keys of the config it reads: their flags are offered. */
  readonly settings: readonly SettingKey[];
  readonly examples: readonly string[];
  /** @throws UserProblem, or an error of a later stage that `describeFailure` knows. */
  run(call: CommandCall<Arguments, Flags>): Promise<Outcome>;
}
