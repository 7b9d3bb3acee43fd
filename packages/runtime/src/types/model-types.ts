/**
 * Everything the compiler knows about one model. The generator writes one interface of this form per model (`UserTypes`),
 * of plain names only: what a call costs to check then depends on the models it touches, never on how many there are.
 */
export interface ModelTypes {
  /** What reading the model gives: its class. */
  entity: object;
  /** Every field that can be selected by name, hidden ones too. */
  fields: object;
  /** Types of the targets of the relations that always have one. */
  one: object;
  /** Types of the targets of the relations that may have none. */
  maybe: object;
  /** Types of the targets of the relations to many. */
  many: object;
  /** Where it has any: the types of what each arc may lead to, by what arguments call the models, and null where it may lead nowhere. */
  arcs?: object;
  /** The names of the fields whose values have an order. */
  sortable: PropertyKey;
  /** The names of the fields that are numbers. */
  numbers: PropertyKey;
  /** The primary key: a value, or an object where it is composite. */
  key: unknown;
  where: object;
  /** `select` or `include`, which every call that gives entities takes. */
  args: object;
  findMany: object;
  findUnique: object;
  /** The values of all fields of a key: what names one row. */
  unique: object;
  /** The values of one new row. Of this and the following nothing is demanded: that would have the compiler look into each, for each model. */
  values: unknown;
  /** A new row that is written with another, which may be its parent: what it lacks is found when it is read. */
  nested: unknown;
  /** A new row, with rows of its relations. */
  create: unknown;
  /** What is changed of a row, and of rows of its relations. */
  update: unknown;
  /** Where rows are marked instead of deleted. */
  softDelete?: true;
}
