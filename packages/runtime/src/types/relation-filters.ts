/** What can be asked of a relation to many, by the filter of its target. */
export interface ToManyFilter<Where> {
  some?: Where;
  every?: Where;
  none?: Where;
}

/** What can be asked of a relation to one that is always there. */
export interface ToOneFilter<Where> {
  is?: Where;
  isNot?: Where;
}

/** What can be asked of a relation to one that may be absent; null stands for absence. */
export interface NullableToOneFilter<Where> {
  is?: Where | null;
  isNot?: Where | null;
}
