import * as fc from "fast-check";
import { buildDiagram } from "../../../src/targets/diagram/diagram.js";
import { groupBoxes } from "../../../src/targets/diagram/group-boxes.js";
import { layOutDiagram } from "../../../src/targets/diagram/lay-out-diagram.js";
import { findFaults } from "./find-crossings.js";
import { hundredModels } from "./hundred-models.js";
import { randomDiagram } from "./random-diagram.js";

const nothing = { boxes: [], edges: [] };

it("puts no box over another and no line over a box, whatever is drawn", () => {
  fc.assert(
    fc.property(randomDiagram(40), fc.nat({ max: 6 }), (diagram, groupCount) => {
      const titles = new Map(diagram.boxes.map(({ name }, index) => [name, `Group ${index % groupCount}`]));
      const layout = layOutDiagram(diagram, groupBoxes(diagram, groupCount === 0 ? undefined : titles));
      expect(layout.boxes.map(({ box }) => box.name).sort()).toEqual(diagram.boxes.map(({ name }) => name).sort());
      expect(layout.edges.map(({ edge }) => edge)).toEqual(diagram.edges);
      expect(findFaults(layout)).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

describe("a hundred models", () => {
  const diagram = buildDiagram(hundredModels());
  const layout = layOutDiagram(diagram, groupBoxes(diagram));

  it("are drawn without faults", () => {
    expect(layout.boxes).toHaveLength(100);
    expect(findFaults(layout)).toEqual([]);
  });

  it("make a picture of about a screen's shape, most of it used", () => {
    expect(layout.width / layout.height).toBeGreaterThan(0.8);
    expect(layout.width / layout.height).toBeLessThan(3);
    const used = layout.boxes.reduce((sum, { width, height }) => sum + width * height, 0);
    expect(used / layout.width / layout.height).toBeGreaterThan(0.1);
  });

  it("are in groups that a person can take in, with most relations inside them", () => {
    const sizes = layout.groups.map((_, index) => layout.boxes.filter(({ group }) => group === index).length);
    expect(sizes.length).toBeGreaterThan(4);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(30);
    const groupOf = new Map(layout.boxes.map(({ box, group }) => [box.name, group]));
    const inside = diagram.edges.filter(({ from, to }) => groupOf.get(from.box) === groupOf.get(to.box));
    expect(inside.length / diagram.edges.length).toBeGreaterThan(0.6);
  });
});

it("draws nothing of nothing", () => {
  expect(layOutDiagram(nothing, groupBoxes(nothing))).toEqual({
    width: 48,
    height: 48,
    groups: [],
    boxes: [],
    edges: [],
  });
});
