import { globExpression, globFolder, isGlob } from "../../src/schema-files/match-glob.js";

const matches = (glob: string, path: string) => globExpression(glob).test(path);

it.each([
  ["/a/*.model", "/a/b.model", true],
  ["/a/*.model", "/a/b/c.model", false],
  ["/a/**/*.model", "/a/c.model", true],
  ["/a/**/*.model", "/a/b/c/d.model", true],
  ["/a/**", "/a/b/c", true],
  ["/a/?.model", "/a/b.model", true],
  ["/a/?.model", "/a/bc.model", false],
  ["/a/{shop,b*}.model", "/a/blog.model", true],
  ["/a/{shop,b*}.model", "/a/movies.model", false],
  ["/a/[bc].model", "/a/b.model", true],
  ["/a/[!bc].model", "/a/b.model", false],
  ["/a/*.model", "/a/bxmodel", false],
  ["/a+(b)$/*.model", "/a+(b)$/c.model", true],
])("%s on %s: %s", (glob, path, isMatch) => {
  expect(matches(glob, path)).toBe(isMatch);
});

it("begins a search at the last folder without a wildcard", () => {
  expect(globFolder("/a/b/*.model")).toBe("/a/b/");
  expect(globFolder("/a/b*/c/*.model")).toBe("/a/");
});

it("tells globs from paths", () => {
  expect(isGlob("/a/b.model")).toBe(false);
  expect(isGlob("/a/{b,c}.model")).toBe(true);
});
