/** Where a model's rows live. `schema` is the database's own namespace, or absent for the default one. */
export interface TableName {
  readonly schema?: string;
  readonly name: string;
}
