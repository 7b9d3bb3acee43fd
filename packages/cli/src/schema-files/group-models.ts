import type { Schema, SourceFile } from "@joinery/schema";

/** What models may be drawn together by: the file they are written in, their database's namespace, or their relations. */
export const groupings = ["file", "namespace", "relations"] as const;

export type Grouping = (typeof groupings)[number];

/** The title of the group of each model, by its name. */
export type ModelGroups = ReadonlyMap<string, string>;

/**
 * The groups that the user has made of the models; undefined where the relations are to make them. Where no grouping is
 * asked for, namespaces are taken where there are several, then files where they hold several models each.
 */
export async function groupModels(
  schema: Schema,
  sources: readonly SourceFile[],
  grouping: Grouping | undefined,
): Promise<ModelGroups | undefined> {
  if (grouping === "relations") return undefined;
  const byNamespace: ModelGroups = new Map(schema.models.map(({ name, table }) => [name, table.schema ?? "default"]));
  if (grouping === "namespace" || (grouping === undefined && countGroups(byNamespace) > 1)) return byNamespace;
  const byFile = await groupByFile(schema, sources);
  const count = countGroups(byFile);
  if (grouping === "file" || (count > 1 && count * 2 <= schema.models.length)) return byFile;
  return undefined;
}

function countGroups(groups: ModelGroups): number {
  return new Set(groups.values()).size;
}

async function groupByFile(schema: Schema, sources: readonly SourceFile[]): Promise<ModelGroups> {
  const { parseModelFile } = await import("@joinery/language");
  const files = new Map<string, string>();
  for (const source of sources) {
    for (const { name } of parseModelFile(source).file.declarations) files.set(name.text, source.path);
  }
  return new Map(schema.models.map(({ name }) => [name, files.get(name) ?? ""]));
}
