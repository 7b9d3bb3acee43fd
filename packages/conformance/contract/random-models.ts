import fc from "fast-check";
import { moodEnum, scalarValues } from "./scalar-values.js";

/** Draws a value of an arbitrary: `fc.gen()`, so that a whole drawing is one value that fast-check can repeat. */
export type Draw = fc.GeneratorValue;

export function drawOne<Value>(draw: Draw, values: readonly Value[]): Value {
  return draw(() => fc.constantFrom(...values));
}

/** Whether something is so, one time of as many. */
export function drawChance(draw: Draw, of: number): boolean {
  return draw(fc.nat, of - 1) === 0;
}

/** Keys of one column and of two, of types that the databases send each in their own way. */
const keys = [
  { fields: ["id Int @id"], columns: ["id"] },
  { fields: ["code String(20) @id"], columns: ["code"] },
  { fields: ["token Uuid @id"], columns: ["token"] },
  { fields: ["number BigInt @id"], columns: ["number"] },
  { fields: ["first Int", "second String(5)"], columns: ["first", "second"] },
];

const modelNames = ["Apple", "Birch", "Cedar", "Daisy"];
const scalarNames = Object.keys(scalarValues);

/**
 * Draws models with relations of every kind, to others and to themselves. A relation leads to a model that is declared before, or nullable to its
 * own, so that rows can be written in the order of the models.
 */
export function drawModels(draw: Draw): string {
  const count = draw(fc.integer, { min: 2, max: modelNames.length });
  const models = modelNames.slice(0, count).map((name) => ({ name, lines: drawFields(draw) }));
  const links: string[] = [];
  const drawModel = (before = count) => models[draw(fc.nat, before - 1)]!;
  const relations = draw(fc.integer, { min: count, max: 2 * count + 2 });
  for (let number = 0; number < relations; number++) {
    const place = draw(fc.nat, count - 1);
    const [from, to] = [models[place]!, drawModel(place + 1)];
    switch (drawOne(draw, ["to one", "one to one", "many to many", "through", "arc"] as const)) {
      case "to one":
      case "one to one": {
        const isSingle = drawChance(draw, 3);
        const isNullable = from === to || drawChance(draw, 2);
        from.lines.push(`to${number} ${to.name}${isNullable ? "?" : ""}${isSingle ? " @unique" : ""}`);
        if (!isSingle) to.lines.push(`of${number} ${from.name}[] @relation(inverse: to${number})`);
        else to.lines.push(`of${number} ${from.name}? @relation(inverse: to${number})`);
        break;
      }
      case "many to many":
        from.lines.push(`many${number} ${to.name}[] @relation(inverse: back${number})`);
        to.lines.push(`back${number} ${from.name}[] @relation(inverse: many${number})`);
        break;
      case "through": {
        const link = `Link${number}`;
        from.lines.push(`way${number} ${to.name}[] @through(${link}, from: left, to: right)`);
        to.lines.push(`yaw${number} ${from.name}[] @through(${link}, from: right, to: left)`);
        const key = drawChance(draw, 2) ? "id Int @id" : "@@id([left, right])";
        links.push(`model ${link} {\n  left ${from.name}\n  right ${to.name}\n  ${key}\n}`);
        break;
      }
      case "arc": {
        const other = drawModel(place + 1);
        if (other === to) break;
        const isNullable = [to, other].includes(from) || drawChance(draw, 2);
        from.lines.push(`arc${number} ${to.name} | ${other.name}${isNullable ? "?" : ""}`);
        to.lines.push(`arced${number} ${from.name}[] @relation(inverse: arc${number})`);
        break;
      }
    }
  }
  const texts = models.map(({ name, lines }) => `model ${name} {\n  ${lines.join("\n  ")}\n}`);
  return [moodEnum, ...texts, ...links].join("\n");
}

function drawFields(draw: Draw): string[] {
  const key = drawOne(draw, keys);
  const scalars = draw(() => fc.uniqueArray(fc.constantFrom(...scalarNames), { minLength: 1, maxLength: 4 }));
  return [
    ...key.fields,
    ...(key.columns.length > 1 ? [`@@id([${key.columns.join(", ")}])`] : []),
    ...scalars.map((name) => `${name} ${scalarValues[name]!.type}${drawOne(draw, ["", "", "?", "?", "[]"])}`),
  ];
}
