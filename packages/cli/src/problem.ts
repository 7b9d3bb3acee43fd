/** What the registry knows of one code: the message (what is wrong, and where) and the help (how to mend it). */
interface ProblemDefinition<Parameters> {
  readonly message: (parameters: Parameters) => string;
  readonly help: (parameters: Parameters) => string;
}

function define<Parameters = void>(
  message: (parameters: Parameters) => string,
  help: string | ((parameters: Parameters) => string),
): ProblemDefinition<Parameters> {
  return { message, help: typeof help === "string" ? () => help : help };
}

/**
 * Every problem that the command line itself finds: the only place where a code, its message and its help are written. A
 * code is never renamed once released.
 */
const registry = {
  "cli/usage": define(
    (p: { message: string; help: string }) => p.message,
    (p) => p.help,
  ),
  "cli/config-not-found": define(
    (p: { folder: string }) => `There is no joinery.config.{ts,mjs,js,json} in ${p.folder} or in a folder above it.`,
    "Run `joinery init` to make a project here, or name a config with --config FILE.",
  ),
  "cli/config-unreadable": define(
    (p: { file: string; reason: string }) => `The config ${p.file} cannot be read: ${p.reason}.`,
    "Check the path that --config names and the permissions of the file.",
  ),
  "cli/config-failed": define(
    (p: { file: string; reason: string }) => `The config ${p.file} failed while it was loaded: ${p.reason}`,
    "Mend the error in that file; it is run as a module, with the variables of the .env beside it.",
  ),
  "cli/config-invalid": define(
    (p: { file: string; issues: readonly string[] }) =>
      `The config ${p.file} is not valid:\n${p.issues.map((issue) => `  ${issue}`).join("\n")}`,
    'Mend the keys named above; `defineConfig` from "joinery" lets your editor check them as you type.',
  ),
  "cli/flag-invalid": define(
    (p: { issues: readonly string[] }) =>
      `A flag has a value it cannot have:\n${p.issues.map((issue) => `  ${issue}`).join("\n")}`,
    "Add --help to see what each flag takes.",
  ),
  "cli/no-database-url": define(
    (p: { config: string | undefined }) =>
      `There is no database to talk to: ${p.config === undefined ? "no config" : `${p.config} has no database.url`}, and neither --url nor DATABASE_URL is given.`,
    'Set database.url in the config, for example "sqlite:./app.db" or process.env.DATABASE_URL.',
  ),
  "cli/no-dialect": define(
    (p: { config: string | undefined }) =>
      `It is not known which database to write for: ${p.config ?? "there is no config that"} names neither dialects nor a database.`,
    "Set `dialects` or `database.url` in the config, or give --dialect or --url.",
  ),
  "cli/other-dialect": define(
    (p: { found: string; expected: readonly string[] }) =>
      `The database is ${p.found}, and the project is for ${p.expected.join(" and ")} alone.`,
    (p) => `Add ${JSON.stringify(p.found)} to \`dialects\` in the config, or give the URL of another database.`,
  ),
  "cli/schema-not-found": define(
    (p: { path: string }) => `The schema ${p.path} does not exist.`,
    "Check the path, or the key `schema` of the config; it may name a folder, a file or a glob.",
  ),
  "cli/schema-empty": define(
    (p: { paths: readonly string[] }) => `There are no .model files in ${p.paths.join(", ")}.`,
    "Write a first one (`joinery init` makes an example), or point the key `schema` or the path somewhere else.",
  ),
  "cli/schema-not-text": define(
    (p: { file: string; offset: number }) =>
      `The schema ${p.file} is not UTF-8 text: its byte ${p.offset} is part of no character.`,
    "Save it as UTF-8, or leave it out of the schema.",
  ),
  "cli/files-exist": define(
    (p: { files: readonly string[] }) =>
      `These files exist already, and nothing was written:\n${p.files.map((file) => `  ${file}`).join("\n")}`,
    "Move them away, or run `joinery init FOLDER` with another folder.",
  ),
  "cli/manifest-invalid": define(
    (p: { file: string; reason: string }) => `${p.file} cannot be added to: ${p.reason}.`,
    "Mend it by hand, then run the command again.",
  ),
  "cli/foreign-file": define(
    (p: { files: readonly string[] }) =>
      `These files are in the way and were not made by Joinery, so nothing was written:\n${p.files.map((file) => `  ${file}`).join("\n")}`,
    "Move them away, or generate elsewhere: the key `output` of the config, or --output.",
  ),
  "cli/file-system": define(
    (p: { path: string; reason: string }) => `${p.path} cannot be used: ${p.reason}.`,
    "Check that it exists and what you are permitted to do with it.",
  ),
  "cli/write-failed": define(
    (p: { file: string; reason: string }) => `${p.file} cannot be written: ${p.reason}.`,
    "Check the permissions of the folder and the space on the disk.",
  ),
} as const;

/** The code of a problem that the command line finds. */
export type ProblemCode = keyof typeof registry;

type ParametersOf<Code extends ProblemCode> = Parameters<(typeof registry)[Code]["message"]>[0];

/** Something the user can mend: what is wrong and where (`message`), and how (`help`). Ends a command with exit code 1. */
export class UserProblem extends Error {
  override readonly name = "UserProblem";

  constructor(
    readonly code: string,
    message: string,
    /** Absent where the message says it already. */
    readonly help: string | undefined,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Makes the problem `code` of the registry, ready to be thrown. */
export function problem<Code extends ProblemCode>(
  code: Code,
  parameters: ParametersOf<Code>,
  options?: ErrorOptions,
): UserProblem {
  const { message, help } = registry[code] as ProblemDefinition<ParametersOf<Code>>;
  return new UserProblem(code, message(parameters), help(parameters), options);
}
