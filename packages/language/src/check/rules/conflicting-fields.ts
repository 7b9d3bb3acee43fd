import type { Span } from "@joinery/schema";
import type { Block, BoundField, Program } from "../program.js";
import type { Reporter, Rule } from "../rule.js";

/**
 * A block and its mixins bring no two fields of one name. The same field reached by two ways, as through a mixin that
 * two mixins share, is one field.
 */
export const checkConflictingFields: Rule = (program, reporter) => {
  for (const block of program.blocks) if (block.mixins.length > 0) checkBlock(block, program, reporter);
};

function checkBlock(block: Block, { members }: Program, { report }: Reporter): void {
  const known = new Map<string, { readonly field: BoundField; readonly mixin?: string }>();
  for (const mixin of block.mixins) {
    const name = mixin.block.declaration.name.text;
    for (const field of members.get(mixin.block)?.fields ?? []) add(field, mixin.span, name);
  }
  const own = new Map(block.fields.map((field) => [field.name, field]));
  for (const field of own.values()) add(field, field.declaration.name.span, undefined);

  function add(field: BoundField, span: Span, mixin: string | undefined): void {
    const earlier = known.get(field.name);
    if (earlier === undefined) known.set(field.name, { field, ...(mixin !== undefined && { mixin }) });
    else if (earlier.field !== field) {
      const related = [{ span: earlier.field.declaration.name.span, message: `\`${field.name}\` comes from here too` }];
      const culprit = mixin ?? earlier.mixin ?? "";
      report(
        "check/conflicting-field",
        span,
        { name: field.name, block: block.declaration.name.text, mixin: culprit },
        { related },
      );
    }
  }
}
