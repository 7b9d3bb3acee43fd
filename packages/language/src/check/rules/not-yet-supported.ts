import type { Declaration } from "../../ast.js";
import type { Rule } from "../rule.js";

/** Blocks that this version reads but does not carry further. Attributes are judged by their table. */
export const checkNotYetSupported: Rule = ({ files }, { report }) => {
  for (const declaration of files.flatMap((file) => file.declarations)) {
    for (const { node, what } of findLaterParts(declaration)) report("check/not-yet-supported", node.span, { what });
  }
};

function findLaterParts(declaration: Declaration) {
  if (declaration.kind !== "model" && declaration.kind !== "mixin") return [];
  const isExtended = declaration.kind === "model" && declaration.extends !== undefined;
  return isExtended ? [{ node: declaration.extends, what: "Inheritance (`extends`) is" }] : [];
}
