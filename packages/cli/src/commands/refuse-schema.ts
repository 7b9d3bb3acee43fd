import { countDiagnostics } from "../output/count.js";
import type { CompiledSchema } from "../schema-files/compile-schema.js";
import type { Outcome } from "./command.js";

/** The outcome of a command that needs a schema and got one with mistakes. `instead` says what it therefore left undone. */
export function refuseSchema({ diagnostics, sources }: CompiledSchema, instead: string): Outcome {
  return {
    isDone: false,
    result: null,
    lines: [],
    summary: `${countDiagnostics(diagnostics)}: ${instead}.`,
    diagnostics: { list: diagnostics, sources },
  };
}
