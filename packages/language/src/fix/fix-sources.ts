import { applyTextEdits, type SourceFile } from "@joinery/schema";
import { compile, type Compilation, type CompileOptions } from "../compile.js";
import { selectRepairs, type Repair } from "./select-repairs.js";

/** What ESLint allows: repairs that bring forth ever new mistakes would be a bug of ours, and must end. */
const roundLimit = 10;

export interface FixedSources {
  /** In the order given; one in which nothing was repaired is the same object. */
  readonly sources: readonly SourceFile[];
  /** What was done, in order. */
  readonly repairs: readonly Repair[];
  /** Of the sources as they are now: what remains. */
  readonly compilation: Compilation;
}

/**
 * Applies the fixes that diagnostics carry, compiles again, and goes on until there is none left or after ten rounds:
 * those that touch each other, and those of mistakes that hid behind others, come in a later round.
 */
export function fixSources(sources: readonly SourceFile[], options: CompileOptions = {}): FixedSources {
  let current = sources;
  let compilation = compile(current, options);
  const repairs: Repair[] = [];
  for (let round = 0; round < roundLimit; round++) {
    const selected = selectRepairs(compilation.diagnostics);
    if (selected.length === 0) break;
    repairs.push(...selected);
    current = applyRepairs(current, selected);
    compilation = compile(current, options);
  }
  return { sources: current, repairs, compilation };
}

function applyRepairs(sources: readonly SourceFile[], repairs: readonly Repair[]): readonly SourceFile[] {
  const edits = repairs.flatMap(({ fix }) => fix.edits);
  return sources.map((source) => {
    const own = edits.filter((edit) => edit.span.file === source.path);
    return own.length === 0 ? source : { ...source, text: applyTextEdits(source.text, own) };
  });
}
