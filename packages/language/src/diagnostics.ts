import type { Diagnostic, Fix, RelatedPlace, Span } from "@joinery/schema";
import { checkDiagnostics } from "./check/check-diagnostics.js";
import type { DiagnosticDefinition } from "./diagnostic-definition.js";
import { parseDiagnostics } from "./parse/parse-diagnostics.js";

/**
 * Every diagnostic of the language: the only place where a code and its message are written. A code is never renamed
 * once released. A meta-test fails for a code that no case provokes.
 *
 * The idea of a typed registry is the TypeSpec compiler's.
 */
export const registry = {
  ...parseDiagnostics,
  ...checkDiagnostics,
} as const;

export type DiagnosticCode = keyof typeof registry;

/** What a code's message is made from. */
export type ParametersOf<Code extends DiagnosticCode> = Parameters<(typeof registry)[Code]["message"]>[0];

export interface DiagnosticContext {
  readonly related?: readonly RelatedPlace[];
  readonly fixes?: readonly Fix[];
}

/** Makes the diagnostic `code` at `span`; `more` carries related places and fixes. */
export function diagnostic<Code extends DiagnosticCode>(
  code: Code,
  span: Span,
  parameters: ParametersOf<Code>,
  more: DiagnosticContext = {},
): Diagnostic {
  const { severity, message } = registry[code] as DiagnosticDefinition<ParametersOf<Code>>;
  return { code, severity, message: message(parameters), span, related: more.related ?? [], fixes: more.fixes ?? [] };
}
