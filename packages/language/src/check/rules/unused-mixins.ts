import type { Rule } from "../rule.js";

/** A mixin is laid into something. */
export const checkUnusedMixins: Rule = ({ blocks }, { report }) => {
  const used = new Set(blocks.flatMap((block) => block.mixins.map((mixin) => mixin.block)));
  for (const block of blocks) {
    const { kind, name } = block.declaration;
    if (kind === "mixin" && !used.has(block)) report("check/unused-mixin", name.span, { name: name.text });
  }
};
