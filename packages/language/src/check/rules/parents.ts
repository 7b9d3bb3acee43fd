import type { Fix } from "@joinery/schema";
import type { ModelDeclaration, Name } from "../../ast.js";
import { maxNesting } from "../dependency-order.js";
import { nameOfParent } from "../ancestors.js";
import { isView } from "../program.js";
import type { BoundModel, ProgramSymbol } from "../program.js";
import type { Rule } from "../rule.js";

/** `extends` names a model, and the way from there ends: no model extends itself, however far away. */
export const checkParents: Rule = (program, { report, reportUnknown }) => {
  const { blocks, symbols, inheritance, built, mayBeUnread } = program;
  const models = [...symbols.values()].flatMap((symbol) => (isModel(symbol) ? symbol.name : []));
  for (const { declaration } of blocks) {
    if (declaration.kind !== "model" || declaration.extends === undefined) continue;
    const name = declaration.extends;
    const symbol = symbols.get(name.text);
    if (symbol === undefined) {
      const candidates = models.filter((each) => each !== declaration.name.text);
      if (!mayBeUnread(name.text)) reportUnknown("check/unknown-parent", name, candidates, {});
    } else if (!isModel(symbol)) {
      const fixes = symbol.kind === "block" ? [takeInMixin(declaration, name)] : [];
      report("check/not-a-parent", name.span, { name: name.text, kind: kinds[symbol.kind] }, { fixes });
    }
  }
  for (const model of inheritance.order) {
    const { name, parent } = model;
    const isKnown = built.modelsByName.get(name)?.isIgnored !== true;
    if (!isKnown || !parent || !built.modelsByName.get(parent.name)?.isIgnored) continue;
    report("check/not-a-parent", nameOfParent(model)!.span, { name: parent.name, kind: "ignored" });
  }
  for (const { node, dependency } of inheritance.cycles) {
    const { name, declaration } = node;
    const place = nameOfParent(node) ?? declaration.name;
    report("check/inheritance-cycle", place.span, { name, parent: dependency.name });
  }
  for (const model of inheritance.order) {
    // Only the first of a chain: the rest follow from it.
    if (inheritance.depthOf(model) !== maxNesting + 1) continue;
    report("check/inheritance-too-deep", model.declaration.name.span, { name: model.name, limit: maxNesting });
  }
};

/** Views are bound as models are. */
function isModel(symbol: ProgramSymbol): symbol is BoundModel {
  return symbol.kind === "model" && !isView(symbol);
}

const kinds: Readonly<Record<ProgramSymbol["kind"], string>> = {
  model: "a view",
  block: "a mixin",
  enum: "an enum",
  type: "a type",
};

/** What was meant by extending a mixin. */
function takeInMixin({ name: own, mixins: [first] }: ModelDeclaration, mixin: Name): Fix {
  const { file, end: start } = own.span;
  const edit = first
    ? { span: { file, start, end: first.span.start }, newText: ` with ${mixin.text}, ` }
    : { span: { file, start, end: mixin.span.end }, newText: ` with ${mixin.text}` };
  return { title: `Take \`${mixin.text}\` in with \`with\``, edits: [edit] };
}
