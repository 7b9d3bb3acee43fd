import { problem } from "../problem.js";
import { dialectNames, type DialectName } from "./config.js";

/**
 * The database that flags name: the URL's, the named one, or the embedded one.
 *
 * @throws UserProblem when the two disagree or the name is unknown; DatabaseError when the URL is.
 */
export async function resolveDialectName(flags: {
  readonly dialect?: string;
  readonly url?: string;
}): Promise<DialectName> {
  const named = flags.dialect === undefined ? undefined : dialectNames.find((name) => name === flags.dialect);
  if (flags.dialect !== undefined && named === undefined) {
    const issues = [`--dialect: must be ${dialectNames.join(" or ")}, not ${JSON.stringify(flags.dialect)}`];
    throw problem("cli/flag-invalid", { issues });
  }
  if (flags.url === undefined) return named ?? "sqlite";
  const { resolveDialect } = await import("@joinery/sql");
  const ofUrl = resolveDialect(flags.url).name as DialectName;
  if (named !== undefined && named !== ofUrl) {
    throw problem("cli/flag-invalid", { issues: [`--url: is a URL of ${ofUrl}, and --dialect says ${named}`] });
  }
  return ofUrl;
}
