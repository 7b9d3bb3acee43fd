import type { ColumnDecoders, DecodeRows, ObjectShape } from "./object-shape.js";
import { createInstancePrototype } from "./instance-prototype.js";

/**
 * A decoder as generated code: for each kind of object a constructor that assigns its properties in one fixed order, so
 * that the engine lays all of them out alike. Names enter the code as string literals and positions as numbers, nothing
 * else does.
 */
export function generateDecoder(shape: ObjectShape, decoders: ColumnDecoders): DecodeRows {
  const prototypes: object[] = [];
  const functions: string[] = [];
  const build = writeBuilder(shape, decoders, prototypes, functions);
  const used = decoders.flatMap((decode, position) => (decode ? `const d${position} = decoders[${position}];` : []));
  const body = `"use strict";
${used.join("\n")}
${functions.join("\n")}
return (rows) => {
  const objects = [];
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index];
    objects.push(${build});
  }
  return objects;
};`;
  // oxlint-disable-next-line no-implied-eval -- only where it is allowed: see create-decoder
  const create = new Function("decoders", "prototypes", body) as (
    decoders: ColumnDecoders,
    prototypes: readonly object[],
  ) => DecodeRows;
  return create(decoders, prototypes);
}

/** Writes the function that makes one object of a row, and gives the expression that calls it. */
function writeBuilder(shape: ObjectShape, decoders: ColumnDecoders, prototypes: object[], functions: string[]): string {
  const values = shape.properties.map((property): [name: string, value: string] => {
    const name = JSON.stringify(property.name);
    switch (property.kind) {
      case "column": {
        const value = `row[${property.position}]`;
        const decoded = `${value} === null ? null : d${property.position}(${value})`;
        return [name, decoders[property.position] ? decoded : value];
      }
      case "joined": {
        const choices = property.choices.map(({ presence, shape: joined }) => {
          return `row[${presence}] !== null ? ${writeBuilder(joined, decoders, prototypes, functions)} : `;
        });
        return [name, `${choices.join("")}null`];
      }
      case "stitched":
        return [name, "null"];
    }
  });
  const builder = `build${functions.length}`;
  if (shape.prototype === undefined) {
    const literal = values.map(([name, value]) => `${name}: ${value}`).join(", ");
    functions.push(`function ${builder}(row) { return { ${literal} }; }`);
    return `${builder}(row)`;
  }
  const assignments = values.map(([name, value]) => `this[${name}] = ${value};`).join(" ");
  functions.push(`function ${builder}(row) { ${assignments} }`);
  functions.push(`${builder}.prototype = prototypes[${prototypes.length}];`);
  prototypes.push(createInstancePrototype(shape.prototype, shape));
  return `new ${builder}(row)`;
}
