import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compile, compilers } from "../../../scripts/bench/typecheck/compile.js";
import { writeFiftyQueries } from "../../../scripts/bench/typecheck/fifty-queries.js";
import { writeProject } from "../../../scripts/bench/typecheck/project.js";
import { createSyntheticSchema } from "../../../scripts/bench/typecheck/synthetic-schema.js";
import { generate } from "../src/index.js";

/** Fifty queries against a schema of this size; the runtime as it was built. Gives the instantiations by compiler. */
async function countInstantiations(models: number): Promise<number[]> {
  const folder = mkdtempSync(join(tmpdir(), "joinery-instantiations-"));
  try {
    const generated = await generate(createSyntheticSchema(models), { targets: ["client"] });
    writeProject(folder, generated, { "queries.ts": writeFiftyQueries() });
    return await Promise.all(
      compilers.map(async (version) => {
        const { errors, instantiations } = await compile(version, folder);
        expect(errors).toEqual([]);
        return instantiations;
      }),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("checking fifty queries costs little, and the same however many models there are", async () => {
  const few = await countInstantiations(100);
  const many = await countInstantiations(500);
  expect(Math.max(...few, ...many)).toBeLessThanOrEqual(40_000);
  for (const [index, count] of many.entries()) {
    expect(Math.abs(count / few[index]! - 1)).toBeLessThanOrEqual(0.02);
  }
}, 120_000);
