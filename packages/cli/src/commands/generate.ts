import { generateCode } from "../generated-files/generate-code.js";
import { watchSchema } from "../generated-files/watch-schema.js";
import { problem } from "../problem.js";
import type { CommandDefinition } from "./command.js";

/** `joinery generate [--watch]`: the typed client, from the schema. */
export const generateCommand: CommandDefinition<[], { readonly watch?: true }> = {
  name: "generate",
  summary: "Write the typed client that the schema describes",
  flags: [{ syntax: "--watch", description: "go on, and generate again after every change" }],
  settings: ["schema", "output", "dialects", "naming"],
  examples: ["joinery generate", "joinery generate --watch", "joinery generate --schema shop.model --output src/shop"],
  run: async ({ flags, terminal, readSettings }) => {
    if (flags.watch !== true) return generateCode(await readSettings(), terminal);
    if (flags.json === true) {
      throw problem("cli/usage", {
        message: "--json gives one object, and --watch has no end.",
        help: "Leave one of them out.",
      });
    }
    return watchSchema(readSettings, terminal);
  },
};
