import type { Model } from "@joinery/schema";

/** From the names of a model's fields to those of their columns. */
export function columnNames(model: Model): (field: string) => string {
  return (name) => {
    const field = model.fields.find((candidate) => candidate.name === name);
    if (field === undefined) throw new Error(`Model ${model.name} has no field ${name}`);
    return field.column;
  };
}
