import type { QueryDefinition } from "@joinery/schema";
import type { ModelFile, QueryDeclaration } from "../../ast.js";
import type { BuiltSchema } from "../built-schema.js";
import type { Program } from "../program.js";
import type { Reporter } from "../rule.js";
import { shapeOfClauses } from "./clause-shapes.js";
import { bindParameters, buildParameters } from "./query-parameters.js";
import { createQueryScope } from "./query-scope.js";
import { readEntries } from "./read-argument.js";

/** Every query, in the order of the source. */
export function listQueries(files: readonly ModelFile[]): readonly QueryDeclaration[] {
  return files.flatMap((file) => file.declarations.filter((declaration) => declaration.kind === "query"));
}

/** Reads a query against the models that were built: undefined if it is not right, and what of its arguments is not is reported. */
export function readQuery(
  declaration: QueryDeclaration,
  program: Pick<Program, "symbols">,
  built: Pick<BuiltSchema, "modelsByName" | "clientModels" | "typesByName">,
  reporter: Reporter,
): QueryDefinition | undefined {
  const model = built.clientModels.get(declaration.model.text);
  if (model === undefined) return undefined;
  const bound = bindParameters(declaration, program);
  const scope = createQueryScope(program, built);
  const clauses = declaration.clauses.map(({ name, value, span }) => ({ key: name, value, span }));
  const entries = readEntries(clauses, shapeOfClauses(model, scope), "", { parameters: bound, scope, reporter });
  const parameters = buildParameters(bound, program);
  if (entries === undefined || parameters === undefined) return undefined;
  const { name, documentation } = declaration;
  return {
    name: name.text,
    model: model.name,
    parameters,
    arguments: entries,
    ...(documentation !== undefined && { documentation }),
  };
}
