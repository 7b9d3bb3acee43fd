import { repositoryMembers } from "@joinery/schema";
import { Repository } from "../src/index.js";

it("keeps the names of a repository from the queries of its model", () => {
  const methods = Object.getOwnPropertyNames(Repository.prototype);
  const properties = Object.keys(new Repository<never>(undefined as never));
  expect([...repositoryMembers].sort()).toEqual([...methods, ...properties].sort());
});
