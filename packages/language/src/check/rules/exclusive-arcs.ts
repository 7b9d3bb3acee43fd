import type { TypeReference } from "../../ast.js";
import { nameArcRelation } from "../naming.js";
import type { BoundField, BoundModel } from "../program.js";
import { isScalarName } from "../program.js";
import { readFieldAttribute } from "../read-attribute.js";
import type { CheckedProgram, Reporter, Rule } from "../rule.js";
import { describeSymbol } from "../describe-symbol.js";

/** An exclusive arc leads to one row of models, each named once, and what is made for each of them has a name of its own. */
export const checkExclusiveArcs: Rule = (program, reporter) => {
  for (const { name, type, declaration } of program.fields) {
    if (type.kind !== "arc") continue;
    checkTargets(declaration.type, program, reporter);
    if (declaration.type.isList) reporter.report("check/arc-of-lists", declaration.type.span, { name });
    const values = readFieldAttribute(declaration.attributes, "relation")?.values ?? {};
    for (const argument of ["fields", "references", "name"] as const) {
      const given = values[argument];
      if (given) reporter.report("check/arc-argument", given.argument.span, { argument, name });
    }
  }
  for (const model of program.models) for (const field of model.arcs.keys()) checkNames(field, model, reporter);
};

function checkTargets({ alternatives }: TypeReference, { symbols }: CheckedProgram, { report }: Reporter): void {
  const seen = new Set<string>();
  for (const { name, span } of alternatives) {
    const symbol = symbols.get(name.text);
    const kind = isScalarName(name.text) ? "a built-in type" : symbol && describeSymbol(symbol);
    // Of a mixin another rule says what it is.
    const isElsewhere = symbol?.kind === "model" || symbol?.kind === "block";
    if (kind !== undefined && !isElsewhere) report("check/not-a-model", span, { name: name.text, kind });
    else if (seen.has(name.text)) report("check/duplicate-key-field", span, { name: name.text });
    seen.add(name.text);
  }
}

/** That a key takes the name of a field is said with other implied keys. */
function checkNames(field: BoundField, model: BoundModel, { report }: Reporter): void {
  const { alternatives } = field.declaration.type;
  for (const target of new Set(alternatives.map((alternative) => alternative.name.text))) {
    const name = nameArcRelation(field.name, target);
    const other = model.fieldsByName.get(name) ?? model.relationsByName.get(name)?.field;
    if (other === undefined || other === field) continue;
    const related = [{ span: other.declaration.name.span, message: `\`${name}\` is here already` }];
    report(
      "check/arc-name-taken",
      field.declaration.name.span,
      { name, arc: `${model.name}.${field.name}` },
      { related },
    );
  }
}
