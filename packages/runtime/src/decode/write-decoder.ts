import { listOpenRelations } from "./list-open-relations.js";
import type { InstanceShape, ObjectShape, Property } from "./object-shape.js";

/** A decoder as code, which is JavaScript and, where its context tells the types, TypeScript too. */
export interface DecoderCode {
  /** An expression: a function that is a `LinkDecoder`. Uses `defineRow`. */
  readonly code: string;
  /** What `prototypeOf` is asked for, by number. */
  readonly instances: readonly InstanceShape[];
}

/**
 * Writes the decoder of a shape: for each kind of object a constructor that assigns its properties in one fixed order, so that the
 * engine lays all of them out alike. Names enter the code as string literals and positions as numbers, nothing else does.
 *
 * @param isDecoded whether the values of a column are not yet right
 */
export function writeDecoder(shape: ObjectShape, isDecoded: (position: number) => boolean): DecoderCode {
  const instances: InstanceShape[] = [];
  const used = new Set<number>();
  const declarations: string[] = [];

  function writeObject(object: ObjectShape): string {
    const { model, properties } = object;
    const values = properties.map((property): [name: string, value: string] => {
      return [JSON.stringify(property.name), writeProperty(property)];
    });
    if (model === undefined) {
      return values.length === 0 ? "{}" : `{ ${values.map(([name, value]) => `${name}: ${value}`).join(", ")} }`;
    }
    const number = instances.push({ model, open: listOpenRelations(object) }) - 1;
    const assignments = values.map(([name, value]) => `this[${name}] = ${value};`);
    const body = assignments.map((line) => `\n    ${line}`).join("");
    declarations.push(`const Row${number} = defineRow(prototypeOf(${number}), function (row) {${body}\n  });`);
    return `new Row${number}(row)`;
  }

  function writeProperty(property: Property): string {
    switch (property.kind) {
      case "column": {
        const value = `row[${property.position}]`;
        if (!isDecoded(property.position)) return value;
        used.add(property.position);
        return `${value} === null ? null : decode${property.position}(${value})`;
      }
      case "joined": {
        const choices = property.choices.map(
          ({ presence, shape: joined }) => `row[${presence}] !== null ? ${writeObject(joined)} : `,
        );
        return `${choices.join("")}null`;
      }
      case "stitched":
        return "null";
    }
  }

  const root = writeObject(shape);
  const result = root.startsWith("{") ? `(${root})` : root;
  const decoders = [...used].sort((a, b) => a - b).map((at) => `const decode${at} = decoderOf(${at});`);
  const lines = [...decoders, ...declarations, `return (rows) => rows.map((row) => ${result});`];
  return { code: `(decoderOf, prototypeOf) => {\n  ${lines.join("\n  ")}\n}`, instances };
}
