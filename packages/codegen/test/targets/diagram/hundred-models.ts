import { compile } from "@joinery/language";
import type { Schema } from "@joinery/schema";

const areas = 10;
const modelsInArea = 10;

/** A schema of ten areas, each around one model, with some relations between areas; like those that people write. */
export function hundredModels(): Schema {
  const blocks: string[] = [];
  for (let area = 0; area < areas; area++) {
    for (let model = 0; model < modelsInArea; model++) {
      const lines = ["  id Int @id @default(autoincrement())", "  name String(100)"];
      for (let field = 0; field < (area * 7 + model * 3) % 9; field++) lines.push(`  detail${field} Text?`);
      // To a model of the area that comes before, mostly its first; and now and then to one of another area.
      if (model > 0) lines.push(`  parent ${nameOf(area, model % 3 === 0 ? Math.floor(model / 2) : 0)}`);
      if (model % 5 === 2) lines.push(`  other ${nameOf((area + model) % areas, 0)}?`);
      blocks.push(`/// The model ${model} of area ${area}.\nmodel ${nameOf(area, model)} {\n${lines.join("\n")}\n}\n`);
    }
  }
  const { schema, diagnostics } = compile([{ path: "areas.model", text: blocks.join("\n") }]);
  if (!schema) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return schema;
}

function nameOf(area: number, model: number): string {
  return `Area${area}Model${model}`;
}
