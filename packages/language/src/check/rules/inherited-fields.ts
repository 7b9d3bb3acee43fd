import type { Span } from "@joinery/schema";
import { findField, listAncestry } from "../ancestors.js";
import type { Block, BoundField, BoundModel, Program } from "../program.js";
import type { CheckedProgram, Rule } from "../rule.js";

/** A model has a field of its own, or inherits it: not both. One that a mixin brings to it and to its parent is one field. */
export const checkInheritedFields: Rule = (program, { report }) => {
  const blockOf = new Map(program.blocks.map((block) => [block.declaration, block]));
  for (const model of program.models) {
    const block = model.parent && blockOf.get(model.declaration);
    for (const field of (block && program.members.get(block)?.fields) ?? []) {
      const inherited = findInherited(model, field.name, program);
      if (inherited === undefined || inherited.field === field) continue;
      const related = [{ span: inherited.span, message: `\`${inherited.model.name}\` has it from here` }];
      const parameters = { name: field.name, model: model.name, parent: inherited.model.name };
      report("check/inherited-field", placeOf(field, block!, program), parameters, { related });
    }
  }
};

interface Inherited {
  readonly model: BoundModel;
  readonly span: Span;
  /** Absent where a relation or an arc implies it. */
  readonly field?: BoundField;
}

function findInherited({ parent }: BoundModel, name: string, { keys }: CheckedProgram): Inherited | undefined {
  const declared = findField(parent!, name);
  if (declared) return { ...declared, span: declared.field.declaration.name.span };
  for (const model of listAncestry(parent!)) {
    const stored = keys.storedFields.get(model)?.find((each) => each.name === name);
    const implied = stored?.origin.kind === "implied" ? stored.origin.relation : undefined;
    // One way of an arc is a relation that is not written.
    const relation = implied ?? model.relationsByName.get(name);
    if (relation) return { model, span: relation.field.declaration.name.span };
  }
  return undefined;
}

/** Where the block has the field from: itself, or a mixin it names. */
function placeOf(field: BoundField, block: Block, { members }: Program): Span {
  if (block.fields.includes(field)) return field.declaration.name.span;
  const mixin = block.mixins.find((each) => members.get(each.block)?.fields.includes(field));
  return mixin?.span ?? block.declaration.name.span;
}
