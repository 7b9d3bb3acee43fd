import type { DialectFeatures } from "../src/index.js";

/** What the checker is told of the databases that there are. */
export const dialects: readonly DialectFeatures[] = [{ name: "postgresql" }, { name: "sqlite" }];
