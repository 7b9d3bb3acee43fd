import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { writeModels } from "../bench/generate/write-models.js";

/** Times are never tested. What is: that what the benchmark compares answers alike, so that its times mean something. */
test("Joinery answers each workload of the benchmark as hand-written code does, on both databases", () => {
  const script = path.resolve(__dirname, "../bench/run.js");
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, "--quick", "--check"], { encoding: "utf8" });

  expect({ status, stderr: status === 0 ? "" : stderr }).toEqual({ status: 0, stderr: "" });
  const all = "W1, W2, W3, W4, W5, W6, W7, W8, W9";
  expect(stdout).toContain(`sqlite: all answers agree: ${all}`);
  expect(stdout).toContain(`postgres: all answers agree: ${all}`);
});

test("a change of one file makes again the files that it touches, and no others", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "joinery-generate-"));
  try {
    writeModels(folder, 60);
    const script = path.resolve(__dirname, "../bench/generate/measure-stages.js");
    const costs: unknown = JSON.parse(execFileSync(process.execPath, [script, folder], { encoding: "utf8" }));
    // The model that changed, the next of its file and the ten of the next file, which lead to it: each its class and its Zod schemas; the metadata.
    expect(costs).toMatchObject({ files: 127, remade: 25 });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
