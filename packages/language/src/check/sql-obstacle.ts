import { isStorableText } from "@joinery/schema";

/** Texts and names in all their quotes, comments, and what may not stand alone: as every database reads them. */
const parts =
  /\b[eE]'(?:[^'\\]|\\[\s\S]|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|(\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$)[\s\S]*?\1|\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$|--|\/\*|[()[\];'"]/gu;

/**
 * Why a text cannot be an expression inside a statement, or undefined. Only what would change the statement around it;
 * whether it is good SQL the database says.
 */
export function findSqlObstacle(sql: string): string | undefined {
  if (sql.trim() === "") return "it is empty";
  if (!isStorableText(sql)) return "it has a character that no database can store";
  const open: string[] = [];
  for (const [part] of sql.matchAll(parts)) {
    switch (part) {
      case "(":
      case "[":
        open.push(part);
        break;
      case ")":
      case "]":
        if (open.pop() !== (part === ")" ? "(" : "[")) return `nothing opens the \`${part}\``;
        break;
      case ";":
        return "it ends the statement with `;`";
      case "--":
      case "/*":
        return "it has a comment. Write comments outside of it, with `//`";
      case "'":
      case '"':
        return `nothing closes the \`${part}\``;
      default:
        // A text in dollar quotes is more than its opening.
        if (/^\$\w*\$$/u.test(part)) return `nothing closes the \`${part}\``;
    }
  }
  const left = open.pop();
  return left === undefined ? undefined : `nothing closes the \`${left}\``;
}

/** Why a text cannot be what a view reads, or undefined: besides, it must be a query, and nothing that changes rows. */
export function findQueryObstacle(sql: string): string | undefined {
  const obstacle = findSqlObstacle(sql);
  if (obstacle !== undefined || /^\s*\(?\s*(select|with|values)\b/i.test(sql)) return obstacle;
  return "it is no query. Begin with `select`, `with` or `values`";
}
