import type { Diagnostic, Fix, Span, TextEdit } from "@joinery/schema";

/** A diagnostic and the fix that is applied for it. */
export interface Repair {
  readonly diagnostic: Diagnostic;
  readonly fix: Fix;
}

/**
 * Chooses what can be repaired at once: the first fix of each diagnostic, in order, whole or not at all, leaving out those
 * that touch what an earlier one edits. Two that insert at one place touch: the second may mean something else once the
 * first is there.
 */
export function selectRepairs(diagnostics: readonly Diagnostic[]): readonly Repair[] {
  const taken = new Map<string, Span[]>();
  return diagnostics.flatMap((diagnostic): Repair[] => {
    const [fix] = diagnostic.fixes;
    if (fix === undefined || fix.edits.some((edit) => isTaken(edit, taken))) return [];
    for (const { span } of fix.edits) {
      const spans = taken.get(span.file);
      if (spans === undefined) taken.set(span.file, [span]);
      else spans.push(span);
    }
    return [{ diagnostic, fix }];
  });
}

function isTaken({ span }: TextEdit, taken: ReadonlyMap<string, readonly Span[]>): boolean {
  return (taken.get(span.file) ?? []).some((other) => span.start <= other.end && other.start <= span.end);
}
