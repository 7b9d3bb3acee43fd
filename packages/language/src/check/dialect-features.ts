/** What the checker has to know of a database: it names none itself. */
export interface DialectFeatures {
  /** As `dialect:` names it. */
  readonly name: string;
}
