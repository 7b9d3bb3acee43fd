import type { Fix } from "@joinery/schema";
import { listFieldNames } from "../field-names.js";
import { scalarNames } from "../program.js";
import type { RelationEnd } from "../program.js";
import { goesThrough } from "../route-through.js";
import type { CheckedProgram, Reporter, Rule } from "../rule.js";

/** A list of models has another side: a field of the target that holds the key, or a list there that goes no other way. */
export const checkMissingInverses: Rule = (program, reporter) => {
  for (const [end, role] of program.roles) {
    if (role.kind !== "one-sided" || mayBeMisspelt(end, program, reporter)) continue;
    const { model, target } = end;
    const parameters = { name: `${model.name}.${end.name}`, target: target.name, model: model.name };
    const fixes = addInverse(end, program, reporter);
    reporter.report("check/missing-inverse", end.field.declaration.name.span, parameters, { fixes });
  }
};

/** Whether the other side is there, with a mistake in it that another rule reports. */
function mayBeMisspelt(
  { model, target }: RelationEnd,
  { roles, symbols, mayBeUnread }: CheckedProgram,
  { suggest }: Reporter,
): boolean {
  const isReportedRelation = target.relations.some((other) => {
    return other.target === model && (roles.get(other)?.kind === "misdirected" || goesThrough(other));
  });
  const types = target.fields.flatMap(({ type }) => (type.kind === "arc" ? type.alternatives : [type]));
  const isReportedField = types.some((type) => {
    if (type.kind !== "unknown") return false;
    const meant = suggest(type.type.name.text, listTypes()) ?? model.name;
    return meant === model.name || mayBeUnread(type.type.name.text);
  });
  return target.isIncomplete || isReportedRelation || isReportedField;

  function* listTypes() {
    yield model.name;
    yield* scalarNames;
    yield* symbols.keys();
  }
}

/** The field that holds the key, named after the model; for a model's list of itself nothing says what it is called. */
function addInverse({ model, target }: RelationEnd, { keys }: CheckedProgram, { textOf }: Reporter): readonly Fix[] {
  const { span } = target.declaration;
  const text = textOf(span.file);
  const name = model.name.charAt(0).toLowerCase() + model.name.slice(1);
  const taken = listFieldNames(target, keys);
  const isTaken = taken.some((each) => each === name || each.startsWith(`${name}I`));
  if (model === target || isTaken || text[span.end - 1] !== "}") return [];

  const closing = span.end - 1;
  const lineStart = text.lastIndexOf("\n", closing - 1) + 1;
  const isAlone = lineStart > span.start && text.slice(lineStart, closing).trim() === "";
  const place = { file: span.file, start: isAlone ? lineStart : closing, end: isAlone ? lineStart : closing };
  const newText = isAlone ? `  ${name} ${model.name}\n` : `\n  ${name} ${model.name}\n`;
  return [
    { title: `Add the field \`${name} ${model.name}\` to \`${target.name}\``, edits: [{ span: place, newText }] },
  ];
}
