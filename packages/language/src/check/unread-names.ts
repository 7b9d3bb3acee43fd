import type { ModelFile } from "../ast.js";

/**
 * Finds names that stand outside every declaration: where the parser gave up on the head of a block, what the block was
 * called is among them, and that nothing of that name is declared is no second mistake.
 */
export function findUnreadNames(files: readonly ModelFile[], brokenPaths: ReadonlySet<string>): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { path, text, declarations, comments } of files) {
    if (!brokenPaths.has(path)) continue;
    const covered = [...declarations, ...comments].map((node) => node.span).sort((a, b) => a.start - b.start);
    let position = 0;
    for (const { start, end } of [...covered, { start: text.length, end: text.length }]) {
      if (start > position) {
        for (const [name] of text.slice(position, start).matchAll(/[A-Za-z_]\w*/g)) names.add(name);
      }
      position = Math.max(position, end);
    }
  }
  return names;
}
