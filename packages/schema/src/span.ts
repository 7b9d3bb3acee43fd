/** A half-open range `[start, end)` of UTF-16 offsets in the text of one source file. */
export interface Span {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}
