import type { ProgramSymbol } from "./program.js";

/** What a name stands for, in messages. */
export const symbolKinds: Readonly<Record<ProgramSymbol["kind"], string>> = {
  block: "a mixin",
  model: "a model",
  enum: "an enum",
  type: "a type",
  view: "a view",
};
