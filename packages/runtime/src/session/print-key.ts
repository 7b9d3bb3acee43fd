import type { FieldMetadata } from "../metadata/field-metadata.js";
import { createIdentify } from "./object-mapping.js";
import type { Values } from "./snapshot.js";

/** A key with the values that a row has for it, by which a `Set` knows it again; undefined where one of them is missing or null. */
export function printKey(key: readonly FieldMetadata[], values: Values): string | undefined {
  const names = key.map(({ name }) => name);
  const identity = createIdentify(names)(values);
  return identity === undefined ? undefined : `${names.join()} ${String(identity)}`;
}
