import * as fc from "fast-check";
import type { Box, Cardinality, Diagram, Edge } from "../../../src/targets/diagram/diagram.js";

const cardinality = fc.constantFrom<Cardinality>("one", "zero-or-one", "many");

/** Diagrams of up to so many boxes, with circles, loops, edges that share their ends, and boxes that nothing refers to. */
export function randomDiagram(mostBoxes: number): fc.Arbitrary<Diagram> {
  return fc.array(fc.nat({ max: 12 }), { minLength: 1, maxLength: mostBoxes }).chain((sizes) => {
    const boxes = sizes.map((size, index): Box => ({
      name: `Box${index}`,
      table: `boxes_${index}`,
      rows: Array.from({ length: size }, (_, row) => {
        const type = row % 3 === 0 ? "String(255)" : "Int";
        return {
          name: `row${row}`.repeat((row % 4) + 1),
          type,
          typeName: type,
          isNullable: false,
          isList: false,
          keys: [],
        };
      }),
    }));
    const end = fc.record({ box: fc.nat({ max: boxes.length - 1 }), row: fc.nat({ max: 12 }), cardinality });
    const edge = fc.tuple(end, end).map(([from, to]): Edge => {
      const endOf = ({ box, row, cardinality: count }: typeof from) => {
        const name = boxes[box]?.rows[row]?.name;
        return { box: `Box${box}`, ...(name === undefined ? {} : { row: name }), cardinality: count };
      };
      return { from: endOf(from), to: endOf(to), label: "a / b" };
    });
    return fc.array(edge, { maxLength: mostBoxes * 2 }).map((edges) => ({ boxes, edges }));
  });
}
