import { keyArguments } from "./attribute-table.js";
import type { BoundModel, RelationEnd } from "./program.js";
import { readFieldAttribute } from "./read-attribute.js";
import type { RelationRole, RelationRoles } from "./relation-role.js";
import { goesThrough, routeThrough } from "./route-through.js";

/**
 * Finds the two sides of each relation. What the user said with `inverse:` comes first; then lists, which need another
 * side, are matched by type; then single fields, which do not. A match is made only where it is the only one possible.
 * Lists through a model of the user's come last: they stand on the relations of that model.
 */
export function pairRelations(models: readonly BoundModel[]): RelationRoles {
  const roles = new Map<RelationEnd, RelationRole>();
  const all = models.flatMap((model) => model.relations);
  const ends = all.filter((end) => !goesThrough(end));
  for (const end of ends) pairByInverse(end, roles);
  for (const group of groupByModels(ends.filter((end) => !roles.has(end)))) {
    pairLists(group, roles);
    pairSingles(group, roles);
  }
  for (const end of ends) if (!roles.has(end)) roles.set(end, { kind: "owning" });
  routeLists(all.filter(goesThrough), models, roles);
  return roles;
}

function routeLists(
  ends: readonly RelationEnd[],
  models: readonly BoundModel[],
  roles: Map<RelationEnd, RelationRole>,
): void {
  const modelsByName = new Map(models.map((model) => [model.name, model]));
  /** Of those whose way back was not met yet, the first, by the two relations of its way. */
  const waiting = new Map<RelationEnd, Map<RelationEnd, RelationEnd>>();
  for (const end of ends) {
    const route = routeThrough(end, modelsByName, roles);
    if ("kind" in route) {
      roles.set(end, { kind: "unrouted", obstacle: route });
      continue;
    }
    const other = waiting.get(route.to)?.get(route.from);
    const otherRole = other && roles.get(other);
    if (other && otherRole?.kind === "through" && !otherRole.other) {
      roles.set(end, { kind: "through", route, other });
      roles.set(other, { ...otherRole, other: end });
      continue;
    }
    roles.set(end, { kind: "through", route });
    const byTarget = waiting.get(route.from) ?? new Map<RelationEnd, RelationEnd>();
    if (!byTarget.has(route.to)) waiting.set(route.from, byTarget.set(route.to, end));
  }
}

/** Ends between the same two models, in source order. */
function groupByModels(ends: readonly RelationEnd[]): Iterable<readonly RelationEnd[]> {
  const groups = new Map<BoundModel, Map<BoundModel, RelationEnd[]>>();
  for (const end of ends) {
    const group = groups.get(end.target)?.get(end.model) ?? groups.get(end.model)?.get(end.target);
    if (group) group.push(end);
    else {
      const byTarget = groups.get(end.model) ?? new Map<BoundModel, RelationEnd[]>();
      groups.set(end.model, byTarget.set(end.target, [end]));
    }
  }
  return [...groups.values()].flatMap((byTarget) => [...byTarget.values()]);
}

function pairByInverse(end: RelationEnd, roles: Map<RelationEnd, RelationRole>): void {
  const inverse = readInverse(end);
  if (inverse === undefined || roles.has(end)) return;
  const other = findInverse(end, inverse.text);
  // A rule of its own asks it to go the same way.
  if (other && end.isList && goesThrough(other) && other.target === end.model) {
    roles.set(end, { kind: "one-sided" });
    return;
  }
  if (other === undefined || other === end || other.target !== end.model) {
    roles.set(end, { kind: "misdirected", inverse });
    return;
  }
  const claim = readInverse(other);
  const isTaken = roles.has(other) || (claim !== undefined && claim.text !== end.name);
  if (isTaken) {
    const taken = partnerOf(roles.get(other)) ?? (claim && end.model.relationsByName.get(claim.text)) ?? other;
    roles.set(end, { kind: "misdirected", inverse, taken });
  } else connect(end, other, roles);
}

/** The field of the target that is named; an arc stands for its way to this model. */
function findInverse({ model, target }: RelationEnd, name: string): RelationEnd | undefined {
  const field = target.fieldsByName.get(name);
  const arc = field && target.arcs.get(field);
  return arc ? arc.ends.find((each) => each.target === model) : target.relationsByName.get(name);
}

function readInverse(end: RelationEnd) {
  return readFieldAttribute(end.field.declaration.attributes, "relation")?.values.inverse?.value;
}

/** The field that is the other side of a field with this role. */
function partnerOf(role: RelationRole | undefined): RelationEnd | undefined {
  switch (role?.kind) {
    case "owning":
      return role.inverse;
    case "inverse":
      return role.owning;
    case "many-to-many":
      return role.other;
    default:
      return undefined;
  }
}

function pairLists(group: readonly RelationEnd[], roles: Map<RelationEnd, RelationRole>): void {
  if (group.some((end) => end.isList)) pairByType(group, (end) => end.isList, roles);
  for (const end of group) if (end.isList && !roles.has(end)) roles.set(end, { kind: "one-sided" });
}

/**
 * Two single fields are one relation where one of them may be empty and holds no key of its own. Within one model they
 * never are: a category's `parent` and its `root` are two relations.
 */
function pairSingles(group: readonly RelationEnd[], roles: Map<RelationEnd, RelationRole>): void {
  const singles = group.filter((end) => !roles.has(end) && end.model !== end.target);
  pairByType(singles, (end) => end.isNullable && !saysKey(end), roles);
}

/**
 * Pairs ends that face each other, one of them at least `flexible`, where neither could pair with another. Where they
 * could, the tangle is ambiguous, but a rigid end holds its key whatever its other side turns out to be.
 */
function pairByType(
  group: readonly RelationEnd[],
  isFlexible: (end: RelationEnd) => boolean,
  roles: Map<RelationEnd, RelationRole>,
): void {
  const all = groupBy(group, (end) => end.model);
  const flexible = groupBy(group.filter(isFlexible), (end) => end.model);
  // Shared between ends, and counted rather than copied, so that a thousand fields of one type stay linear.
  const facing = (end: RelationEnd) => (isFlexible(end) ? all : flexible).get(end.target) ?? [];
  const count = (end: RelationEnd) => facing(end).length - (end.model === end.target && isFlexible(end) ? 1 : 0);
  const tangle: RelationEnd[] = [];
  for (const end of group) {
    if (roles.has(end) || count(end) === 0) continue;
    const other = facing(end).find((each) => each !== end)!;
    if (count(end) === 1 && count(other) === 1) connect(end, other, roles);
    else tangle.push(end);
  }
  const speaker = tangle.find((end) => count(end) > 1);
  for (const end of tangle) {
    const isSpeaker = end === speaker;
    if (!isSpeaker && !isFlexible(end)) roles.set(end, { kind: "owning" });
    else
      roles.set(end, {
        kind: "ambiguous",
        candidates: facing(end)
          .slice(0, 6)
          .filter((each) => each !== end),
        isSpeaker,
      });
  }
}

function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): ReadonlyMap<Key, readonly Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

function connect(end: RelationEnd, other: RelationEnd, roles: Map<RelationEnd, RelationRole>): void {
  if (end.isList && other.isList) {
    roles.set(end, { kind: "many-to-many", other }).set(other, { kind: "many-to-many", other: end });
    return;
  }
  const owning = end.isList ? other : other.isList ? end : chooseOwner(end, other);
  if (owning === undefined) {
    roles.set(end, { kind: "undecided", other, isSpeaker: true });
    roles.set(other, { kind: "undecided", other: end, isSpeaker: false });
    return;
  }
  const inverse = owning === end ? other : end;
  roles.set(owning, { kind: "owning", inverse }).set(inverse, { kind: "inverse", owning });
}

/** Of two single sides, the one that holds the key, by the first thing that tells them apart. */
function chooseOwner(end: RelationEnd, other: RelationEnd): RelationEnd | undefined {
  const signs: ((each: RelationEnd) => boolean)[] = [
    saysKey,
    (each) => !each.isNullable,
    (each) => readInverse(each) === undefined,
  ];
  for (const sign of signs) if (sign(end) !== sign(other)) return sign(end) ? end : other;
  return undefined;
}

/** Whether the user wrote something that only the side with the key can have. */
function saysKey({ field, arc }: RelationEnd): boolean {
  if (arc) return true;
  const { attributes } = field.declaration;
  const relation = readFieldAttribute(attributes, "relation")?.values;
  const isKeyArgument = keyArguments.some((name) => relation?.[name] !== undefined);
  return (
    isKeyArgument || (["id", "unique", "index", "map"] as const).some((name) => readFieldAttribute(attributes, name))
  );
}
