import type { Diagnostic, Fix, RelatedPlace, Severity, Span } from "@joinery/schema";

/** What the registry knows of one code: how severe it is and how its message is made from its parameters. */
interface DiagnosticDefinition<Parameters> {
  readonly severity: Severity;
  readonly message: (parameters: Parameters) => string;
}

function error<Parameters>(message: (parameters: Parameters) => string): DiagnosticDefinition<Parameters> {
  return { severity: "error", message };
}

/**
 * Every diagnostic of the language: the only place where a code and its message are written. A code is never renamed
 * once released. A meta-test fails for a code that no case provokes.
 *
 * The idea of a typed registry is the TypeSpec compiler's.
 */
export const registry = {
  // parse/…: owned by parse/
  "parse/unexpected-token": error(
    (p: { found: string; expected: string }) => `Expected ${p.expected}, found ${p.found}.`,
  ),
  // check/…: owned by check/
  "check/unknown-type": error(
    (p: { name: string; suggestion?: string | undefined }) =>
      `Unknown type \`${p.name}\`.${p.suggestion === undefined ? "" : ` Did you mean \`${p.suggestion}\`?`}`,
  ),
} as const;

export type DiagnosticCode = keyof typeof registry;

type ParametersOf<Code extends DiagnosticCode> = Parameters<(typeof registry)[Code]["message"]>[0];

/** Makes the diagnostic `code` at `span`; `more` carries related places and fixes. */
export function diagnostic<Code extends DiagnosticCode>(
  code: Code,
  span: Span,
  parameters: ParametersOf<Code>,
  more: { readonly related?: readonly RelatedPlace[]; readonly fixes?: readonly Fix[] } = {},
): Diagnostic {
  const { severity, message } = registry[code] as DiagnosticDefinition<ParametersOf<Code>>;
  return { code, severity, message: message(parameters), span, related: more.related ?? [], fixes: more.fixes ?? [] };
}
