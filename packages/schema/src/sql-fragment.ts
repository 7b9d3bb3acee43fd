/** SQL that a user wrote. */
export interface SqlFragment {
  /** As the user wrote it. */
  readonly sql: string;
  /** The one dialect it is for; absent for all. */
  readonly dialect?: string;
}
