import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { SourceFile } from "@joinery/schema";

/** The example that has every construct of the language at least once. */
export const kitchenSink: SourceFile = {
  path: "kitchen-sink.model",
  text: readFileSync(join(__dirname, "../../../schemas/kitchen-sink.model"), "utf8"),
};
