import { maxNesting } from "../dependency-order.js";
import type { Rule } from "../rule.js";
import { describeSymbol } from "../describe-symbol.js";

/** `with` names mixins, each once, and none that includes itself. */
export const checkMixins: Rule = ({ blocks, symbols, mixinOrder, mayBeUnread }, { report, reportUnknown }) => {
  const mixins = [...symbols].filter(([, symbol]) => symbol.kind === "block").map(([name]) => name);
  for (const { declaration } of blocks) {
    const seen = new Set<string>();
    for (const name of declaration.mixins) {
      const symbol = symbols.get(name.text);
      if (symbol === undefined) {
        if (!mayBeUnread(name.text)) reportUnknown("check/unknown-mixin", name, mixins, {});
      } else if (symbol.kind !== "block") {
        report("check/not-a-mixin", name.span, { name: name.text, kind: describeSymbol(symbol) });
      } else if (seen.has(name.text)) report("check/duplicate-mixin", name.span, { name: name.text });
      seen.add(name.text);
    }
  }
  for (const { node, dependency } of mixinOrder.cycles) {
    const place = node.mixins.find((mixin) => mixin.block === dependency);
    const name = dependency.declaration.name.text;
    report("check/mixin-cycle", place?.span ?? node.declaration.name.span, { name, mixin: node.declaration.name.text });
  }
  for (const block of mixinOrder.order) {
    // Only the first of a chain: the rest follow from it.
    if (mixinOrder.depthOf(block) !== maxNesting + 1) continue;
    const { text: name, span } = block.declaration.name;
    report("check/mixins-too-deep", span, { name, limit: maxNesting });
  }
};
