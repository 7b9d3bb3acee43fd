/** What the checker has to know of a database: it names none itself. */
export interface DialectFeatures {
  /** As `dialect:` names it. */
  readonly name: string;
  /** What `using:` may say. */
  readonly indexMethods: readonly string[];
  /** `include:`. */
  readonly hasCoveringIndexes: boolean;
  /** `ops:`. */
  readonly hasOperatorClasses: boolean;
  /** `nullsNotDistinct:`. */
  readonly hasNullsNotDistinct: boolean;
  /** `deferrable:` of a unique key. */
  readonly hasDeferrableUniques: boolean;
}
