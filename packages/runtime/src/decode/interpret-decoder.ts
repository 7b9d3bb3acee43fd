import type { Row } from "@joinery/sql";
import { createInstancePrototype } from "./instance-prototype.js";
import { listOpenRelations } from "./list-open-relations.js";
import type { ColumnDecoders, DecodeRows, ObjectShape, PrototypeOf } from "./object-shape.js";

type Build = (row: Row) => object;

/** The same decoder as `generateDecoder`'s, out of closures: for places where code must not be made from text. */
export function interpretDecoder(shape: ObjectShape, decoders: ColumnDecoders, prototypeOf: PrototypeOf): DecodeRows {
  const build = createBuilder(shape, decoders, prototypeOf);
  return (rows) => rows.map(build);
}

function createBuilder(shape: ObjectShape, decoders: ColumnDecoders, prototypeOf: PrototypeOf): Build {
  const values = shape.properties.map((property): [name: string, read: (row: Row) => unknown] => {
    switch (property.kind) {
      case "column": {
        const { name, position } = property;
        const decode = decoders[position];
        if (decode === undefined) return [name, (row) => row[position]];
        return [name, (row) => (row[position] === null ? null : decode(row[position]))];
      }
      case "joined": {
        const choices = property.choices.map(({ presence, shape: joined }) => {
          return { presence, build: createBuilder(joined, decoders, prototypeOf) };
        });
        return [property.name, (row) => choices.find(({ presence }) => row[presence] !== null)?.build(row) ?? null];
      }
      case "stitched":
        return [property.name, () => null];
    }
  });
  const prototype =
    shape.model === undefined
      ? Object.prototype
      : createInstancePrototype(prototypeOf(shape.model), listOpenRelations(shape));
  return (row) => {
    const object = Object.create(prototype) as Record<string, unknown>;
    for (const [name, read] of values) object[name] = read(row);
    return object;
  };
}
