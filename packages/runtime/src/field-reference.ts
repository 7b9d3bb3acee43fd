/**
 * A field, standing where a value does: `{ updatedAt: { gt: db.posts.fields.createdAt } }` compares two fields of one row, and in
 * SQL it is the column. It names its model and itself, so it may be kept, and used with any client of the schema (the idea of
 * Prisma's `fields`).
 *
 * `Kind` keeps apart, for the compiler, what cannot be compared: the scalar, or the enum.
 */
export class FieldReference<Kind = unknown> {
  declare protected readonly kind: Kind;
  readonly #model: string;
  readonly #name: string;
  readonly #column: string;

  constructor(model: string, name: string, column: string) {
    this.#model = model;
    this.#name = name;
    this.#column = column;
  }

  /** Whether a value is one. What only looks like one is not: a name in it could be anything. */
  static isReference(value: unknown): value is FieldReference {
    return typeof value === "object" && value !== null && #model in value;
  }

  get model(): string {
    return this.#model;
  }

  get name(): string {
    return this.#name;
  }

  get column(): string {
    return this.#column;
  }

  /** As people read it: `Post.createdAt`. */
  toString(): string {
    return `${this.#model}.${this.#name}`;
  }
}
