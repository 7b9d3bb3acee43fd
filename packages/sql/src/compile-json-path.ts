import { quoteText } from "./quote-text.js";
import type { SqlWriter } from "./sql-syntax.js";
import type { JsonPath, JsonStep } from "./operand.js";
import type { ValueType } from "./value-type.js";

/**
 * Writes a path in parentheses. The operators `->` and `->>` are the same on every database that has them; what they leave to do, a
 * text in JSON becoming a value of its type, is the dialect's.
 */
export function compileJsonPath(path: JsonPath, writer: SqlWriter): string {
  const value = compileValue(path, writer);
  const objects = path.isNullOfNull ? listHollowObjects(path, writer) : [];
  if (objects.length === 0) return value;
  return `(case when ${objects.map((object) => `${object} is not null`).join(" and ")} then ${value} end)`;
}

/** The objects on the way that may be null, though the part of them that comes next has a default. */
function listHollowObjects({ document, steps }: JsonPath, writer: SqlWriter): readonly string[] {
  const root = writer.expression(document);
  return steps.flatMap((step, index) => {
    const object = steps[index - 1];
    if (step.default === undefined || (object?.default !== undefined && !object.isNullable)) return [];
    return object === undefined ? [root] : [`nullif(${stepInto(root, steps.slice(0, index))}, 'null')`];
  });
}

function compileValue({ document, steps, type }: JsonPath, writer: SqlWriter): string {
  const root = writer.expression(document);
  const last = steps.at(-1);
  if (isJson(type)) return `nullif(${stepInto(root, steps)}, 'null')`;
  if (last === undefined) return writer.syntax.jsonScalar(root, type);
  const text =
    last.default === undefined
      ? `(${stepInto(root, steps.slice(0, -1))} ->> ${quoteText(last.name)})`
      : writer.syntax.jsonText(stepInto(root, steps));
  return writer.syntax.jsonScalar(text, type);
}

/** Whether values of a type are JSON where they stand in JSON, so that there is nothing to take them out of it for. */
export function isJson(type: ValueType): boolean {
  return type.scalar === "Object" || type.scalar === "Json" || type.isList === true;
}

/** SQL's null for what is missing, JSON's for what is null; a part with a default is never missing. */
function stepInto(root: string, steps: readonly JsonStep[]): string {
  return steps.reduce((json, step) => {
    const found = `${json} -> ${quoteText(step.name)}`;
    if (step.default === undefined) return found;
    const given = step.isNullable ? found : `nullif(${found}, 'null')`;
    return `coalesce(${given}, ${quoteText(step.default)})`;
  }, root);
}
