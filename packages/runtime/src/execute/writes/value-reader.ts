import type { Encode } from "@joinery/sql";
import type { ValueReader } from "../../args/writes/check-value.js";
import type { FieldMetadata } from "../../metadata/field-metadata.js";
import type { Engine } from "../engine.js";

/** Encoders are made once for a field, which belongs to one database. */
export function createValueReader({ planner }: Pick<Engine, "planner">): ValueReader {
  return {
    encoderOf(field, use) {
      const made = encoders[use];
      let encode = made.get(field);
      if (encode === undefined) made.set(field, (encode = planner.dialect.codec.encoder(field.type, use)));
      return encode;
    },
  };
}

const encoders: Readonly<Record<"store" | "compare", WeakMap<FieldMetadata, Encode>>> = {
  store: new WeakMap(),
  compare: new WeakMap(),
};
