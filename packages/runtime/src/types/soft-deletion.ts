/** What a call about rows can say of a model with `@@softDelete`, and an include of one. */
export interface WithDeleted {
  /** Whether deleted rows are seen too; of this level, not of those within. */
  withDeleted?: boolean;
}

/** What a call that deletes can say of a model with `@@softDelete`. */
export interface HardDelete extends WithDeleted {
  /** Whether rows are really deleted, and not only marked. */
  hardDelete?: boolean;
}

/** What every call about rows of a model takes: {@link WithDeleted}, or nothing. */
export type ScopeOf<T> = T extends { softDelete: true } ? WithDeleted : {};

/** What every call that deletes rows of a model takes. */
export type RemovalOf<T> = T extends { softDelete: true } ? HardDelete : {};
