import type { TableName } from "@joinery/schema";

/** A column of an enum type has the type's name, quoted, as its type. */
export function quotedName({ schema, name }: TableName): string {
  return [...(schema === undefined ? [] : [schema]), name].map((part) => `"${part.replaceAll('"', '""')}"`).join(".");
}
