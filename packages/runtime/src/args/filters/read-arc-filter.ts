import { listArcQuantifiers } from "@joinery/schema";
import type { ArcMetadata, ModelMetadata } from "../../metadata/metadata.js";
import type { ArgumentPath } from "../argument-path.js";
import { everything, not, type Filter } from "./filter.js";
import { readObject, refuse, refuseName } from "../refuse.js";

/** How the filter of a model is read: of such is a filter of an arc made. */
type ReadFilter = (value: unknown, model: ModelMetadata, path: ArgumentPath) => Filter;

type Asked = Readonly<Record<string, unknown>>;

/**
 * Checks what is asked of an arc: that it leads to one of the models that are named, and there to a row that fits. `is` says the same,
 * `isNot` that it does not, and null stands for leading nowhere.
 */
export function readArcFilter(value: unknown, arc: ArcMetadata, path: ArgumentPath, readFilter: ReadFilter): Filter {
  if (value === null) return leadsNowhere(arc, path);
  const targets = [...arc.targets.keys()];
  const quantifiers = listArcQuantifiers(targets);
  const asked = readObject(value, path, expectNames([...targets, ...quantifiers]));
  const names = Object.keys(asked);

  const filters = names
    .filter((name) => quantifiers.includes(name))
    .map((name): Filter => {
      const place = [...path, name];
      const ways = asked[name];
      if (ways === null) return name === "is" ? leadsNowhere(arc, place) : not(leadsNowhere(arc, place));
      const inner = readObject(ways, place, expectNames(targets));
      const filter = leadsTo(inner, Object.keys(inner), place, targets);
      return name === "is" ? filter : not(filter);
    });
  const others = names.filter((name) => !quantifiers.includes(name));
  if (others.length > 0 || filters.length === 0)
    filters.push(leadsTo(asked, others, path, [...targets, ...quantifiers]));
  return { kind: "all", filters };

  function leadsTo(ways: Asked, names: readonly string[], place: ArgumentPath, known: readonly string[]): Filter {
    const filters = names.map((name): Filter => {
      const relation = arc.targets.get(name);
      if (relation === undefined) refuseName([...place, name], arc.name, known);
      return { kind: "related", relation, filter: readFilter(ways[name], relation.target, [...place, name]) };
    });
    if (filters.length === 0) refuse(place, `Expected ${expectNames(known)}.`);
    return { kind: "any", filters };
  }
}

function expectNames(names: readonly string[]): string {
  return `an object with ${names.join(", ")}`;
}

function leadsNowhere({ name, targets, isNullable }: ArcMetadata, path: ArgumentPath): Filter {
  if (!isNullable) refuse(path, `${name} is never null.`);
  const ways = [...targets.values()].map((relation): Filter => ({ kind: "related", relation, filter: everything }));
  return not({ kind: "any", filters: ways });
}
