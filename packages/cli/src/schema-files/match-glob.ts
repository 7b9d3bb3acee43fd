/** Whether a path setting is a glob rather than a folder or file. */
export function isGlob(path: string): boolean {
  return /[*?{[]/.test(path);
}

/** The part of a glob's path before its first wildcard, as a folder: where a search has to begin. */
export function globFolder(glob: string): string {
  return /^[^*?{[]*\//.exec(glob)?.[0] ?? "";
}

/** The regular expression of a glob over paths with `/`: `*` and `?` within a folder, `**` across folders, `{a,b}`, `[abc]`. */
export function globExpression(glob: string): RegExp {
  const source = glob.replace(
    /\*\*\/|\*\*|\*|\?|\{[^{}/]*\}|\[!?[^\]/]+\]|[\\^$+.()|{}[\]]/g,
    (token) => expressionOf[token] ?? translateGroup(token),
  );
  return new RegExp(`^${source}$`);
}

const expressionOf: Readonly<Record<string, string>> = {
  "**/": "(?:[^/]+/)*",
  "**": ".*",
  "*": "[^/]*",
  "?": "[^/]",
};

function translateGroup(token: string): string {
  if (token.length === 1) return `\\${token}`;
  if (token.startsWith("[")) return token.replace(/^\[!/, "[^").replaceAll("\\", "\\\\");
  const choices = token.slice(1, -1).split(",");
  return `(?:${choices.map((choice) => globExpression(choice).source.slice(1, -1)).join("|")})`;
}
