import type { NameSpace, NameUse } from "../built-schema.js";
import type { Reporter, Rule } from "../rule.js";

/** From what names are made of to what is made of them: only the cause of a collision is reported. */
const order: readonly NameSpace[] = ["type", "column", "enum value", "accessor", "relation", "constraint"];

/** Spaces that each owner has for itself. */
const isInside: ReadonlySet<NameSpace> = new Set(["column", "enum value", "constraint"]);

/** Names are unlike each other where they must be, after mapping, also for a database that does not tell case apart. */
export const checkNameCollisions: Rule = ({ built, dialects = [], targets }, { report }) => {
  // Where one of the databases has no schemas, the names of all meet there.
  const hasSchemas = dialects.every((dialect) => dialect.hasSchemas || !targets.includes(dialect.name));
  const collided = new Set<string>();
  for (const space of order) {
    const first = new Map<string, Map<string, NameUse[]>>();
    for (const use of built.names.get(space) ?? []) {
      if (use.isMade && collided.has(use.owner)) continue;
      const within = isInside.has(space) ? use.owner : hasSchemas ? (use.schema ?? "") : "";
      const names = first.get(within) ?? new Map<string, NameUse[]>();
      first.set(within, names);
      const name = isCaseKept(space) ? use.name : use.name.toLowerCase();
      const earlierUses = names.get(name);
      const earlier = earlierUses?.find((each) => areOfOneDatabase(each, use));
      if (earlierUses === undefined) names.set(name, [use]);
      else if (earlier === undefined) earlierUses.push(use);
      else {
        if (space === "type" || space === "column") collided.add(use.owner);
        reportCollision(use, earlier, report);
      }
    }
  }
};

function reportCollision(use: NameUse, earlier: NameUse, report: Reporter["report"]): void {
  const other = earlier.describe();
  const what = use.describe();
  const parameters = { what: what.charAt(0).toUpperCase() + what.slice(1), name: use.name, other };
  report("check/name-collision", use.span, parameters, {
    related: [{ span: earlier.span, message: `This is ${other}` }],
  });
}

function areOfOneDatabase(a: NameUse, b: NameUse): boolean {
  return a.dialect === undefined || b.dialect === undefined || a.dialect === b.dialect;
}

function isCaseKept(space: NameSpace): boolean {
  return space === "enum value" || space === "accessor";
}
