import { types } from "node:util";
import type { DatabaseError } from "@joinery/sql";
import { CommanderError } from "commander";
import { problem, UserProblem } from "../problem.js";
import { describeSystemError } from "./describe-system-error.js";
import { hideSecrets } from "./hide-secrets.js";

/** A failure in the form in which it is reported. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  /** Absent where the message itself says how to mend it. */
  readonly help: string | undefined;
  /** A bug of ours: exit code 2. */
  readonly isCrash: boolean;
  /** For `--debug`. */
  readonly stack: string | undefined;
}

/**
 * What a thrown value means to the user. What no stage announced as something that the user can mend is a crash of ours.
 * `show` says how a path is spelt in messages.
 */
export function describeFailure(error: unknown, show: (path: string) => string): Failure {
  const known = asUserProblem(error, show);
  const { code, message, help } = known ?? {
    code: "cli/crash",
    message: `Joinery crashed: ${error instanceof Error ? error.message : String(error)}`,
    help: "This is a bug of Joinery, not a mistake of yours. Please report it, with what the same command prints under --debug.",
  };
  const stack = error instanceof Error ? error.stack : undefined;
  return {
    code,
    message: hideSecrets(message),
    help,
    isCrash: known === undefined,
    stack: stack === undefined ? undefined : hideSecrets(stack),
  };
}

function asUserProblem(error: unknown, show: (path: string) => string): UserProblem | undefined {
  if (error instanceof UserProblem) return error;
  if (error instanceof CommanderError) return describeUsage(error);
  if (isFileSystemError(error)) {
    return problem("cli/file-system", { path: show(error.path), reason: describeSystemError(error) }, { cause: error });
  }
  if (isDatabaseError(error)) {
    const message = `${error.message.replace(/\.$/, "")}.`;
    // What installs the driver is in the message.
    const help = error.kind === "missing-driver" ? undefined : databaseHelp;
    return new UserProblem(`database/${error.kind}`, message, help, { cause: error });
  }
  if (isAnnounced(error)) return new UserProblem(error.code, error.message, flagHelp[error.code], { cause: error });
  return undefined;
}

/** For errors whose mending is a flag: the stages know no flags. */
const flagHelp: Readonly<Record<string, string>> = {
  "migrate/nothing-to-do": "Add --empty for a revision to write SQL into.",
  "migrate/hazards": "Name every loss that you want: --accept drops-data, or several with commas.",
};

const databaseHelp =
  "Check that the database runs and can be reached, and its URL: --url, `database.url` of the config, or DATABASE_URL.";

/** Known by what they carry: to ask for their classes would load every stage, and the start of a command is not to wait. */
function isDatabaseError(error: unknown): error is DatabaseError {
  return error instanceof Error && error.name === ("DatabaseError" satisfies DatabaseError["name"]) && "kind" in error;
}

/** An error with a stable code, `area/kebab-name`, was meant for the user by the stage that threw it. */
function isAnnounced(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && "code" in error && /^[a-z]+\/[a-z-]+$/.test(String(error.code));
}

/** What the file system refuses is the user's to mend, wherever it happens. */
function isFileSystemError(error: unknown): error is Error & { readonly path: string } {
  if (!types.isNativeError(error)) return false;
  const { syscall, path }: NodeJS.ErrnoException = error;
  return syscall !== undefined && path !== undefined;
}

/** Commander's message is `error: what`, with `(Did you mean it?)` on a second line. */
function describeUsage(error: CommanderError): UserProblem {
  const [what = "", suggestion] = error.message.replace(/^error: /, "").split("\n");
  const message = `${what.charAt(0).toUpperCase()}${what.slice(1)}${what.endsWith(".") ? "" : "."}`;
  const help = suggestion?.replace(/^\((.*)\)$/, "$1") ?? "Add --help to see how the command is used.";
  return problem("cli/usage", { message, help });
}
