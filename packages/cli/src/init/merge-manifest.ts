import { problem } from "../problem.js";

/** What a project needs in its `package.json`: sections of names and values. */
export type ManifestNeeds = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * The text of a `package.json` with what is missing added to it. What is there stays as it is, also its indentation and
 * the order of its keys; a dependency counts as present in whichever section it stands.
 *
 * @throws UserProblem when the text is no JSON object; `file` is its path in messages.
 */
export function mergeManifest(text: string, needs: ManifestNeeds, file: string): string {
  const manifest = parseObject(text, file);
  const isKnown = (section: string, name: string) =>
    (section === "scripts" ? ["scripts"] : ["dependencies", "devDependencies", "peerDependencies"]).some(
      (key) => name in asObject(manifest[key]),
    );
  for (const [section, entries] of Object.entries(needs)) {
    const missing = Object.entries(entries).filter(([name]) => !isKnown(section, name));
    if (missing.length > 0) manifest[section] = { ...asObject(manifest[section]), ...Object.fromEntries(missing) };
  }
  const indentation = /^([ \t]+)"/m.exec(text)?.[1] ?? "  ";
  return JSON.stringify(manifest, null, indentation) + (text.endsWith("\n") ? "\n" : "");
}

function parseObject(text: string, file: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw problem("cli/manifest-invalid", { file, reason: (error as Error).message }, { cause: error });
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw problem("cli/manifest-invalid", { file, reason: "it does not hold a JSON object" });
  }
  return value as Record<string, unknown>;
}

function asObject(value: unknown): object {
  return typeof value === "object" && value !== null ? value : {};
}
