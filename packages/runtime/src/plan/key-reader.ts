import type { Row } from "@joinery/sql";
import type { ColumnDecoders } from "../decode/object-shape.js";

/** Reads the key that ties children to parents out of a row, by position. */
export interface KeyReader {
  /** The key as it is sent: a value, or a tuple. Undefined where a part of it is null: such a row has no relation. */
  readonly read: (row: Row) => unknown;
  /** The key as a primitive by which a `Map` knows it again. */
  readonly identify: (key: unknown) => unknown;
}

export function createKeyReader(positions: readonly number[], decoders: ColumnDecoders): KeyReader {
  const reads = positions.map((position): KeyReader["read"] => {
    const decode = decoders[position];
    if (decode === undefined) return (row) => row[position] ?? undefined;
    return (row) => (row[position] === null ? undefined : decode(row[position]));
  });
  if (reads.length === 1) return { read: reads[0]!, identify: identifyValue };
  return {
    read(row) {
      const key = reads.map((read) => read(row));
      return key.includes(undefined) ? undefined : key;
    },
    identify: (key) => identifyKey(key as readonly unknown[]),
  };
}

/** A key of several values as one. No stored text has a NUL in it, so it can stand between the parts. */
export function identifyKey(parts: readonly unknown[]): string {
  return parts.map((part) => String(identifyValue(part))).join("\0");
}

/** A value as a primitive by which a `Map` knows it again. */
export function identifyValue(value: unknown): unknown {
  if (typeof value !== "object") return value;
  return value instanceof Date ? value.getTime() : (value as Uint8Array).join();
}
