import { camelCase, pluralize, snakeCase, splitWords } from "./words.js";

/** How names of the schema become names in the database, where `@map` and `@@map` do not say otherwise. */
export interface Naming {
  /** `snake_plural`: `OrderItem` → `order_items` (the default). `snake`: `order_item`. `preserve`: as written. */
  readonly tables?: "snake_plural" | "snake" | "preserve";
  /** `snake`: `createdAt` → `created_at` (the default). `preserve`: as written. */
  readonly columns?: "snake" | "preserve";
}

/** `OrderItem` → `order_items`. */
export function nameTable(model: string, { tables = "snake_plural" }: Naming): string {
  if (tables === "preserve") return model;
  const words = splitWords(model);
  return snakeCase(tables === "snake" ? words : pluralize(words));
}

/** `createdAt` → `created_at`. */
export function nameColumn(field: string, { columns = "snake" }: Naming): string {
  return columns === "preserve" ? field : snakeCase(splitWords(field));
}

/** The database type of an enum follows the tables, in the singular: `OrderStatus` → `order_status`. */
export function nameEnum(name: string, { tables = "snake_plural" }: Naming): string {
  return tables === "preserve" ? name : snakeCase(splitWords(name));
}

/** The property of the client: `OrderItem` → `orderItems`. */
export function nameAccessor(model: string): string {
  return camelCase(pluralize(splitWords(model)));
}

/** The relation behind one way of an arc: `subject` and `Post` → `subjectPost`. */
export function nameArcRelation(arc: string, target: string): string {
  return arc + target.charAt(0).toUpperCase() + target.slice(1);
}

/** What the client calls one way of an arc: `Post` → `post`. */
export function nameArcTarget(target: string): string {
  return target.charAt(0).toLowerCase() + target.slice(1);
}

/** The relation from a model to one that extends it: `SuperAdmin` → `superAdmin`. */
export function nameChildRelation(child: string): string {
  return camelCase(splitWords(child));
}

/** The field behind a relation that names none: `author` and `id` → `authorId`. */
export function nameImpliedField(relation: string, reference: string): string {
  return relation + reference.charAt(0).toUpperCase() + reference.slice(1);
}
