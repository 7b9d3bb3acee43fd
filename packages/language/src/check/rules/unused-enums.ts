import type { Declaration, TypeReference } from "../../ast.js";
import type { Rule } from "../rule.js";

/** An enum is the type of something. */
export const checkUnusedEnums: Rule = ({ files, enums }, { report }) => {
  const used = new Set<string>();
  for (const declaration of files.flatMap((file) => file.declarations)) {
    for (const type of listTypes(declaration)) for (const { name } of type.alternatives) used.add(name.text);
  }
  for (const { name } of enums) {
    if (!used.has(name.text)) report("check/unused-enum", name.span, { name: name.text });
  }
};

/** Every type that is written in a declaration. */
function listTypes(declaration: Declaration): readonly TypeReference[] {
  switch (declaration.kind) {
    case "enum":
      return [];
    case "query":
      return declaration.parameters.map((parameter) => parameter.type);
    case "model":
    case "mixin":
    case "type":
    case "view":
      return declaration.members.flatMap((member) => (member.kind === "field" ? [member.type] : []));
  }
}
