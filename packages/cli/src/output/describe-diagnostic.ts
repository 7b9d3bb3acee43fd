import { positionAt, type Diagnostic, type JsonValue, type SourceFile, type Span } from "@joinery/schema";

type JsonObject = { readonly [key: string]: JsonValue };

/** A diagnostic as `--json` gives it: places as lines and columns (from 1), and as offsets for who edits the text. */
export function describeDiagnostic(
  { code, severity, message, span, related, fixes }: Diagnostic,
  sources: ReadonlyMap<string, SourceFile>,
): JsonObject {
  const place = (where: Span) => describePlace(where, sources.get(where.file));
  return {
    code,
    severity,
    message,
    ...place(span),
    related: related.map((other) => ({ message: other.message, ...place(other.span) })),
    fixes: fixes.map(({ title, edits }) => ({
      title,
      edits: edits.map((edit) => ({ ...place(edit.span), newText: edit.newText })),
    })),
  };
}

function describePlace({ file, start, end }: Span, source: SourceFile | undefined): JsonObject {
  const position = (offset: number) => ({ offset, ...(source === undefined ? {} : { ...positionAt(source, offset) }) });
  return { file, start: position(start), end: position(end) };
}
