import type { Row } from "@joinery/sql";
import { createInstancePrototype } from "./instance-prototype.js";
import { listOpenRelations } from "./list-open-relations.js";
import type { ColumnDecoders, DecodeRows, JoinedChoice, ObjectShape, PrototypeOf } from "./object-shape.js";

type Build = (row: Row) => object;

/** The same decoder as `generateDecoder`'s, out of closures: for places where code must not be made from text. */
export function interpretDecoder(shape: ObjectShape, decoders: ColumnDecoders, prototypeOf: PrototypeOf): DecodeRows {
  const build = createBuilder(shape, decoders, prototypeOf);
  return (rows) => rows.map(build);
}

function createBuilder(shape: ObjectShape, decoders: ColumnDecoders, prototypeOf: PrototypeOf): Build {
  const values = shape.properties.map((property): [name: string, read: (row: Row) => unknown] => {
    switch (property.kind) {
      case "column":
        return [property.name, createRead(property.position, decoders)];
      case "list": {
        const read = createRead(property.position, decoders);
        const build = createBuilder(property.shape, [], prototypeOf);
        return [property.name, (row) => (read(row) as readonly Row[]).map(build)];
      }
      case "joined": {
        const choices = property.choices.map((choice) => createChoice(choice, decoders, prototypeOf));
        return [property.name, (row) => choices.find(({ presence }) => row[presence] !== null)?.build(row) ?? null];
      }
      case "object":
        return [property.name, createBuilder(property.shape, decoders, prototypeOf)];
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

function createRead(position: number, decoders: ColumnDecoders): (row: Row) => unknown {
  const decode = decoders[position];
  if (decode === undefined) return (row) => row[position];
  return (row) => (row[position] === null ? null : decode(row[position]));
}

function createChoice({ presence, shape, isRow }: JoinedChoice, decoders: ColumnDecoders, prototypeOf: PrototypeOf) {
  if (!isRow) return { presence, build: createBuilder(shape, decoders, prototypeOf) };
  const read = createRead(presence, decoders);
  const build = createBuilder(shape, [], prototypeOf);
  return { presence, build: (row: Row) => build(read(row) as Row) };
}
