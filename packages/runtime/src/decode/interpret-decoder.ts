import type { Row } from "@joinery/sql";
import { prepareInstancePrototype } from "./instance-prototype.js";
import { listOpenRelations } from "./list-open-relations.js";
import type { ColumnDecoders, DecodeRows, JoinedChoice, ObjectShape, PrototypeOf } from "./object-shape.js";
import type { Membership, RowKind, Siblings } from "./row-kind.js";

type Build = (row: Row) => object;

/** The same decoder as `generateDecoder`'s, out of closures: for places where code must not be made from text. */
export function interpretDecoder(shape: ObjectShape, decoders: ColumnDecoders, prototypeOf: PrototypeOf): DecodeRows {
  const nodes: Nodes = { kinds: [], siblings: [], prototypeOf };
  const build = createBuilder(shape, decoders, nodes);
  return (rows, gather) => {
    nodes.siblings = nodes.kinds.map(gather);
    const objects = rows.map(build);
    nodes.siblings = [];
    return objects;
  };
}

/** The kinds of instances that a statement gives, and while its rows are decoded, those of each that are there. */
interface Nodes {
  readonly kinds: RowKind[];
  siblings: Siblings[];
  readonly prototypeOf: PrototypeOf;
}

function createBuilder(shape: ObjectShape, decoders: ColumnDecoders, nodes: Nodes): Build {
  const values = shape.properties.map((property): [name: string, read: (row: Row) => unknown] => {
    switch (property.kind) {
      case "column":
        return [property.name, createRead(property.position, decoders)];
      case "list": {
        const read = createRead(property.position, decoders);
        const build = createBuilder(property.shape, [], nodes);
        return [property.name, (row) => (read(row) as readonly Row[]).map(build)];
      }
      case "joined": {
        const choices = property.choices.map((choice) => createChoice(choice, decoders, nodes));
        return [property.name, (row) => choices.find(({ presence }) => row[presence] !== null)?.build(row) ?? null];
      }
      case "object":
        return [property.name, createBuilder(property.shape, decoders, nodes)];
      case "stitched":
        return [property.name, () => null];
    }
  });
  const start = createStart(shape, decoders, nodes);
  return (row) => {
    const object = start(row) as Record<string, unknown>;
    for (const [name, read] of values) object[name] = read(row);
    return object;
  };
}

/** What makes the object that the values are then put into. */
function createStart(shape: ObjectShape, decoders: ColumnDecoders, nodes: Nodes): Build {
  const { kind } = shape;
  if (kind === undefined) return () => ({});
  const prototype = {};
  prepareInstancePrototype(prototype, nodes.prototypeOf(kind.model), listOpenRelations(shape), Member.read);
  const kept = kind.kept.map(({ position }) => createRead(position, decoders));
  const number = nodes.kinds.push(kind) - 1;
  return (row) => {
    const values = kept.map((read) => read(row));
    return new Member(Object.create(prototype) as object, nodes.siblings[number]!, values);
  };
}

function createRead(position: number, decoders: ColumnDecoders): (row: Row) => unknown {
  const decode = decoders[position];
  if (decode === undefined) return (row) => row[position];
  return (row) => (row[position] === null ? null : decode(row[position]));
}

function createChoice({ presence, shape, isRow }: JoinedChoice, decoders: ColumnDecoders, nodes: Nodes) {
  if (!isRow) return { presence, build: createBuilder(shape, decoders, nodes) };
  const read = createRead(presence, decoders);
  const build = createBuilder(shape, [], nodes);
  return { presence, build: (row: Row) => build(read(row) as Row) };
}

/** Lets a class that extends it put its private fields on an object that is there. */
class Given {
  constructor(object: object) {
    return object;
  }
}

class Member extends Given {
  readonly #siblings: Siblings;
  readonly #kept: readonly unknown[];

  constructor(object: object, siblings: Siblings, kept: readonly unknown[]) {
    super(object);
    this.#siblings = siblings;
    this.#kept = kept;
    siblings.members.push(object);
  }

  static read(this: void, object: object): Membership | undefined {
    return #siblings in object ? { siblings: object.#siblings, kept: object.#kept } : undefined;
  }
}
