import type { BoundModel, RelationEnd } from "./program.js";
import { readFieldAttribute } from "./read-attribute.js";
import type { RelationRoles } from "./relation-role.js";
import type { FieldName } from "./signature.js";
import type { RouteObstacle, ThroughRoute } from "./through-route.js";

/** What `@through` says of a relation. */
export function readThrough({ field }: RelationEnd) {
  return readFieldAttribute(field.declaration.attributes, "through");
}

/** Whether a list goes through a model of the user's, as far as its field says. */
export function goesThrough(end: RelationEnd): boolean {
  return end.isList && readThrough(end) !== undefined;
}

/** Finds the relations by which a list goes: those that are named, else the only ones there are. */
export function routeThrough(
  end: RelationEnd,
  models: ReadonlyMap<string, BoundModel>,
  roles: RelationRoles,
): ThroughRoute | RouteObstacle {
  const { model: written, from: fromName, to: toName } = readThrough(end)?.values ?? {};
  if (written === undefined) return { kind: "unnamed" };
  const name = written.value;
  const model = models.get(name.text);
  if (model === undefined) return { kind: "no-model", name };

  const leadsTo = (target: BoundModel) => (each: RelationEnd) =>
    each.target === target && roles.get(each)?.kind === "owning";
  const named = (given: FieldName | undefined) => given && model.relationsByName.get(given.text);
  const [givenFrom, givenTo] = [named(fromName?.value), named(toName?.value)];
  if (fromName && (givenFrom === undefined || !leadsTo(end.model)(givenFrom)))
    return { kind: "misnamed", model, name: fromName.value, end: end.model };
  if (toName && (givenTo === undefined || !leadsTo(end.target)(givenTo)))
    return { kind: "misnamed", model, name: toName.value, end: end.target };
  if (toName && givenFrom !== undefined && givenFrom === givenTo) return { kind: "same", name: toName.value };

  const candidates = (given: RelationEnd | undefined, target: BoundModel, taken: RelationEnd | undefined) =>
    given ? [given] : model.relations.filter((each) => each !== taken && leadsTo(target)(each));
  const back = candidates(givenFrom, end.model, givenTo);
  const on = candidates(givenTo, end.target, givenFrom);
  for (const [found, target] of [
    [back, end.model],
    [on, end.target],
  ] as const) {
    if (found.length === 0) return { kind: "missing", model, name, end: target };
    if (found.length > 1) return { kind: "ambiguous", name, candidates: found };
  }
  const [from, to] = [back[0]!, on[0]!];
  return from === to ? { kind: "missing", model, name, end: end.target } : { model, from, to };
}
