import { repositoryMembers } from "@joinery/schema";
import { Repository } from "../src/index.js";

/** The names of a prototype and of all that it inherits from, up to what every object has. */
function listMembers(prototype: object): string[] {
  if (prototype === Object.prototype) return [];
  return [...Object.getOwnPropertyNames(prototype), ...listMembers(Object.getPrototypeOf(prototype) as object)];
}

it("keeps the names of a repository from the queries of its model", () => {
  const properties = Object.keys(new Repository<never>(undefined as never));
  expect(new Set([...listMembers(Repository.prototype), ...properties])).toEqual(repositoryMembers);
});
