import { dirname, resolve } from "node:path";
import type { Terminal } from "../output/terminal.js";
import { problem } from "../problem.js";
import type { Config, DialectName, NamingConfig } from "./config.js";
import { findConfig } from "./find-config.js";
import { loadConfig } from "./load-config.js";
import { loadEnvironment } from "./load-environment.js";

/** The keys of a config, each of which has a flag (or, for `naming`, two). */
export type SettingKey = keyof Config;

/** The flags that stand for the keys of a config, and `--config` itself, as commander gives them. */
export interface ConfigFlags {
  readonly config?: string;
  readonly schema?: string;
  readonly output?: string;
  readonly migrations?: string;
  readonly url?: string;
  readonly dialect?: string;
  readonly tableNames?: string;
  readonly columnNames?: string;
}

/** What a command works with: the flags, then the config, then the defaults. Paths are absolute. */
export interface Settings {
  /** The config's folder, or the working folder where there is no config. */
  readonly folder: string;
  readonly configFile: string | undefined;
  /** The same as messages spell it. */
  readonly shownConfig: string | undefined;
  readonly schema: string;
  readonly output: string;
  readonly migrations: string;
  readonly url: string | undefined;
  readonly dialects: readonly DialectName[] | undefined;
  readonly naming: NamingConfig;
}

const defaults = { schema: "schema", output: "generated", migrations: "migrations" };

/**
 * Settles what a command works with; reads `.env` and the config. `needs` names the keys it cannot do without: where all
 * of them are given as flags, no config has to exist.
 *
 * @throws UserProblem when there is no config and one is needed, or when the config or a flag is wrong.
 */
export async function resolveSettings(
  flags: ConfigFlags,
  terminal: Terminal,
  needs: readonly SettingKey[],
): Promise<Settings> {
  const given = await checkFlags(flags);
  const configFile = flags.config === undefined ? findConfig(terminal.folder) : resolve(terminal.folder, flags.config);
  const folder = configFile === undefined ? terminal.folder : dirname(configFile);
  const isMissing = needs.some((key) => key in defaults && !(key in given));
  if (configFile === undefined && isMissing) throw problem("cli/config-not-found", { folder: terminal.folder });

  loadEnvironment(folder, terminal.environment);
  const shownConfig = configFile === undefined ? undefined : terminal.show(configFile);
  const config = configFile === undefined ? {} : await loadConfig(configFile, terminal.show(configFile));
  const pathOf = (key: keyof typeof defaults) => {
    const flag = given[key];
    return flag === undefined ? resolve(folder, config[key] ?? defaults[key]) : resolve(terminal.folder, flag);
  };
  return {
    folder,
    configFile,
    shownConfig,
    schema: pathOf("schema"),
    output: pathOf("output"),
    migrations: pathOf("migrations"),
    url: given.database?.url ?? config.database?.url ?? emptyToUndefined(terminal.environment["DATABASE_URL"]),
    dialects: given.dialects ?? config.dialects,
    naming: { ...config.naming, ...given.naming },
  };
}

const flagNames: Readonly<Record<string, string>> = {
  "database.url": "--url",
  dialects: "--dialect",
  "naming.tables": "--table-names",
  "naming.columns": "--column-names",
};

/** Flags in the shape of a config, checked by the same rules. */
async function checkFlags(flags: ConfigFlags): Promise<Config> {
  const { checkConfig } = await import("./config-schema.js");
  const value = {
    schema: flags.schema,
    output: flags.output,
    migrations: flags.migrations,
    ...(flags.url === undefined ? {} : { database: { url: flags.url } }),
    dialects: flags.dialect?.split(",").map((name) => name.trim()),
    naming: { tables: flags.tableNames, columns: flags.columnNames },
  };
  const check = checkConfig(value, (path) => {
    const key = path.filter((part) => typeof part === "string").join(".");
    return flagNames[key] ?? `--${key}`;
  });
  if ("issues" in check) throw problem("cli/flag-invalid", { issues: check.issues });
  return check.config;
}

/** `DATABASE_URL= joinery …` is how a shell says that there is none. */
function emptyToUndefined(value: string | undefined): string | undefined {
  return value === "" ? undefined : value;
}
