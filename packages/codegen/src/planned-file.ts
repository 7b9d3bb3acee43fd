import type { Model, QueryDefinition, QueryEntry, QueryValue } from "@joinery/schema";

import type { CodeFile } from "./code-file.js";

/** A file of generated code that need not be built when what it is made of is as before. */
export interface PlannedFile {
  /** From the root of the generated code, with its extension. */
  readonly path: string;
  /** The models whose members its text depends on, beyond the names of all that there are; absent where it may depend on anything. */
  readonly models?: readonly Model[];
  /** The queries that its text holds. */
  readonly queries?: readonly QueryDefinition[];
  build(): CodeFile;
}

/** A model and those it leads to: what the files of the model are made of. */
export function listModelsAround(model: Model, modelsByName: ReadonlyMap<string, Model>): readonly Model[] {
  const around = new Set([model]);
  // A set grows while it is walked: the parents of parents are found too.
  for (const { extends: parent } of around) {
    const found = parent && modelsByName.get(parent.model);
    if (found) around.add(found);
  }
  const targets = [...around].flatMap(({ relations }) => relations.map(({ target }) => target));
  for (const name of targets) {
    const found = modelsByName.get(name);
    if (found) around.add(found);
  }
  return [...around];
}

/** The models that a model's queries may read: whichever relations they name, wherever, and the models around those they lead to. */
export function listModelsOfQueries(
  model: Model,
  queries: readonly QueryDefinition[],
  modelsByName: ReadonlyMap<string, Model>,
): readonly Model[] {
  const names = new Set(queries.flatMap((query) => listNames(query.arguments)));
  const found = new Set([model]);
  for (const { relations, arcs = [] } of found) {
    const arcTargets = arcs.filter(({ name }) => names.has(name)).flatMap(({ targets }) => targets);
    for (const { name, target } of relations) {
      if (names.has(name) || arcTargets.some(({ relation }) => relation === name)) found.add(modelsByName.get(target)!);
    }
  }
  return [...new Set([...found].flatMap((each) => listModelsAround(each, modelsByName)))];
}

function listNames(entries: readonly QueryEntry[]): string[] {
  const inside = (value: QueryValue): string[] =>
    value.kind === "object" ? listNames(value.entries) : value.kind === "list" ? value.items.flatMap(inside) : [];
  return entries.flatMap(({ name, value }) => [name, ...inside(value)]);
}
