/**
 * What checks a row and says what type it has: the part of the Standard Schema (standardschema.dev) that is used here, which the schemas of Zod,
 * Valibot, ArkType and others are.
 */
export interface RowSchema<Row> {
  readonly "~standard": {
    readonly validate: (value: unknown) => RowResult<Row> | Promise<RowResult<Row>>;
  };
}

export type RowResult<Row> =
  | { readonly value: Row; readonly issues?: undefined }
  | { readonly issues: readonly { readonly message: string; readonly path?: readonly unknown[] | undefined }[] };
