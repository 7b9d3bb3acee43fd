import { spawnSync } from "node:child_process";
import path from "node:path";

/** Times are never tested. What is: that what the benchmark compares answers alike, so that its times mean something. */
test("Joinery answers each workload of the benchmark as hand-written code does, on both databases", () => {
  const script = path.resolve(__dirname, "../bench/run.js");
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, "--quick", "--check"], { encoding: "utf8" });

  expect({ status, stderr: status === 0 ? "" : stderr }).toEqual({ status: 0, stderr: "" });
  const all = "W1, W2, W3, W4, W5, W6, W7, W8, W9";
  expect(stdout).toContain(`sqlite: all answers agree: ${all}`);
  expect(stdout).toContain(`postgres: all answers agree: ${all}`);
}, 60_000);
