import { join } from "node:path";
import { compile, compilers } from "../../../scripts/bench/typecheck/compile.js";

/** `types/` holds what must compile against generated code and the runtime as built, and what (by `@ts-expect-error`) must not. */
test.each(compilers)(
  "types hold under TypeScript %s",
  async (version) => {
    const { errors } = await compile(version, join(__dirname, "types"));
    expect(errors).toEqual([]);
  },
  120_000,
);
