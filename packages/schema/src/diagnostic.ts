import type { Span } from "./span.js";
import type { TextEdit } from "./text-edit.js";

export type Severity = "error" | "warning" | "info";

/** Another place that explains a diagnostic, such as the first of two declarations. */
export interface RelatedPlace {
  readonly span: Span;
  readonly message: string;
}

/** A safe repair: applying all edits leaves a file that no longer has the problem and means what the user meant. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/**
 * A mistake of the user as a value. `code` is `area/kebab-name`, stable once released: scripts, silencing comments and
 * the documentation refer to it.
 */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly span: Span;
  readonly related: readonly RelatedPlace[];
  readonly fixes: readonly Fix[];
}
