import { mergeManifest } from "../../src/init/merge-manifest.js";

const needs = {
  scripts: { generate: "joinery generate", start: "node ." },
  dependencies: { zod: "^4.6.7" },
  devDependencies: { typescript: "^6.0.3" },
};

it("adds what is missing and leaves the rest, its order and its indentation", () => {
  const text = '{\n\t"name": "mine",\n\t"scripts": {\n\t\t"start": "mine"\n\t},\n\t"license": "MIT"\n}';
  expect(mergeManifest(text, needs, "package.json")).toBe(
    [
      "{",
      '\t"name": "mine",',
      '\t"scripts": {',
      '\t\t"start": "mine",',
      '\t\t"generate": "joinery generate"',
      "\t},",
      '\t"license": "MIT",',
      '\t"dependencies": {',
      '\t\t"zod": "^4.6.7"',
      "\t},",
      '\t"devDependencies": {',
      '\t\t"typescript": "^6.0.3"',
      "\t}",
      "}",
    ].join("\n"),
  );
});

it("takes a dependency as present in whichever section it stands", () => {
  const text = '{ "devDependencies": { "zod": "*" }, "peerDependencies": { "typescript": "*" } }\n';
  const merged: unknown = JSON.parse(mergeManifest(text, needs, "package.json"));
  expect(merged).not.toHaveProperty("dependencies");
  expect(merged).toHaveProperty("devDependencies", { zod: "*" });
});

it("changes nothing the second time", () => {
  const once = mergeManifest("{}\n", needs, "package.json");
  expect(mergeManifest(once, needs, "package.json")).toBe(once);
});

it.each(["[]", "null", "{ name }"])("refuses %s, which is no manifest", (text) => {
  expect(() => mergeManifest(text, needs, "app/package.json")).toThrow(/^app\/package\.json cannot be added to: /);
});
