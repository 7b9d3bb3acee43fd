/** One text the user wrote: the unit every {@link Span} points into. */
export interface SourceFile {
  /** Path as the user knows it (relative to the project where possible); also the key diagnostics are grouped by. */
  readonly path: string;
  readonly text: string;
}

/** A place in a file as people count: both from 1, columns in UTF-16 code units as editors do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}
