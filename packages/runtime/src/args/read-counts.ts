import { countsName } from "@joinery/schema";
import type { ModelMetadata } from "../metadata/metadata.js";
import type { ArgumentPath } from "./argument-path.js";
import { readListArguments, readRowArguments } from "./read-arguments.js";
import { readObject, refuse, refuseName } from "./refuse.js";
import type { RelationCount } from "./selection.js";

/** Checks `counts`: of which relations to many, and which of their rows. */
export function readCounts(value: unknown, model: ModelMetadata, path: ArgumentPath): readonly RelationCount[] {
  if (model.members.has(countsName)) {
    refuse(path, `${model.name} has a member of its own that is called ${countsName}, where they would stand.`);
  }
  const choices = readObject(value, path, "an object of relations to count");
  return Object.keys(choices).flatMap((name): readonly RelationCount[] => {
    const place = [...path, name];
    const relation = model.members.get(name);
    if (relation === undefined) {
      const known = model.relations.filter(({ isMany }) => isMany).map((each) => each.name);
      refuseName(place, model.name, known);
    }
    if (relation.kind !== "relation" || !relation.isMany) refuse(place, `Only relations to many are counted.`);
    const choice = choices[name];
    if (choice === undefined || choice === false) return [];
    if (choice === true) return [{ relation }];
    const args = readRowArguments(choice, ["where"], relation.target, place, "The count of a relation");
    const { where, withDeleted } = readListArguments(args, relation.target, place);
    return [{ relation, ...(where && { where }), ...(withDeleted && { withDeleted }) }];
  });
}
