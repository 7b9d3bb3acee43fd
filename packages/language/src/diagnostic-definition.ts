import type { Severity } from "@joinery/schema";

/** What the registry knows of one code: how severe it is and how its message is made from its parameters. */
export interface DiagnosticDefinition<Parameters> {
  readonly severity: Severity;
  /** Only a database tells it: without one, nobody knows whether it is there. */
  readonly needsDatabase?: true;
  readonly message: (parameters: Parameters) => string;
}

/** Defines a code that keeps a schema from being used. */
export function error<Parameters>(message: (parameters: Parameters) => string): DiagnosticDefinition<Parameters> {
  return { severity: "error", message };
}

/** Defines a code that is told and keeps nothing from being used; a comment can silence it. */
export function warning<Parameters>(message: (parameters: Parameters) => string): DiagnosticDefinition<Parameters> {
  return { severity: "warning", message };
}

/** Defines a warning that only a database gives. */
export function databaseWarning<Parameters>(
  message: (parameters: Parameters) => string,
): DiagnosticDefinition<Parameters> {
  return { ...warning(message), needsDatabase: true };
}

/** A name that nothing has, and the one that was most likely meant. */
export interface UnknownName {
  readonly name: string;
  readonly suggestion?: string | undefined;
}

/** The end of a message about an unknown name, where a known one is near. */
export function didYouMean(suggestion: string | undefined): string {
  return suggestion === undefined ? "" : ` Did you mean \`${suggestion}\`?`;
}
