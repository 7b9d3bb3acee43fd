/** What the checker has to know of a database: it names none itself. */
export interface DialectFeatures {
  /** As `dialect:` names it. */
  readonly name: string;
  /** What `using:` may say. */
  readonly indexMethods: readonly string[];
  /** What an index by a method has no operators for, and needs `ops:`: names of scalars, "Enum", "List". */
  readonly typesWithoutOperators: Readonly<Record<string, readonly string[]>>;
  /** `@@schema`; where there are none, the names of all schemas are one space. */
  readonly hasSchemas: boolean;
  /** `include:`. */
  readonly hasCoveringIndexes: boolean;
  /** `ops:`. */
  readonly hasOperatorClasses: boolean;
  /** `nullsNotDistinct:`. */
  readonly hasNullsNotDistinct: boolean;
  /** `deferrable:` of a unique key. */
  readonly hasDeferrableUniques: boolean;
  /** The languages that `language:` of a search may name. */
  readonly searchLanguages: readonly string[];
  /** Views that keep their rows; elsewhere they are computed each time, and what is said of their indexes has no place. */
  readonly hasMaterializedViews: boolean;
}
