import { isView } from "./program.js";
import type { ProgramSymbol } from "./program.js";

/** What a name stands for, in messages. */
export function describeSymbol(symbol: ProgramSymbol): string {
  if (symbol.kind === "model") return isView(symbol) ? "a view" : "a model";
  return kinds[symbol.kind];
}

const kinds = { block: "a mixin", enum: "an enum", type: "a type" } as const;
