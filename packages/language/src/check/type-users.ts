import type { Declaration, ModelFile, TypeReference } from "../ast.js";

/** For each name that a field or a parameter has as its type, the declarations in which it has. */
export type TypeUsers = ReadonlyMap<string, ReadonlySet<Declaration>>;

export function findTypeUsers(files: readonly ModelFile[]): TypeUsers {
  const users = new Map<string, Set<Declaration>>();
  for (const declaration of files.flatMap((file) => file.declarations)) {
    for (const { name } of listTypes(declaration).flatMap((type) => type.alternatives)) {
      const known = users.get(name.text);
      if (known) known.add(declaration);
      else users.set(name.text, new Set([declaration]));
    }
  }
  return users;
}

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
