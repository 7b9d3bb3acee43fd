import { scalarCanonicalizer, type Canonicalize } from "./canonical-scalar.js";
import type { ValueUse } from "./encoding.js";
import { objectCanonicalizer } from "./stored-object.js";
import type { ValueType } from "./value-type.js";

/** What brings a value that is not null, and no list of scalars, into the form that every codec starts from: see {@link CanonicalValue}. */
export function canonicalizer(type: ValueType, use: ValueUse): Canonicalize {
  return type.scalar === "Object" ? objectCanonicalizer(type) : scalarCanonicalizer(type, use);
}
