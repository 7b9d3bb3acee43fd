import module from "node:module";
import { setFlagsFromString } from "node:v8";

/**
 * Makes Node what a command needs: one that is over in a second or two. V8's optimizing compiler is for programs that run on; here it
 * costs a quarter of the CPU and gives back less. What was compiled of our own code is kept for the next run.
 *
 * To be called before the rest is loaded.
 */
export function tuneEngine(): void {
  const [version = ""] = process.versions.v8.split(".");
  setFlagsFromString(withQuickGrowth);
  setFlagsFromString(Number(version) >= firstWithMaglev ? withoutTopTier : withLateTopTier);
  enableCompileCache?.();
}

/** Absent in Node 20, whose types are ours. */
const { enableCompileCache } = module as { readonly enableCompileCache?: () => unknown };

/**
 * What a command parses, checks and plans lives to its end. A young generation that doubles, as by default, is collected
 * often before it is large, and each time all that is in it is copied.
 */
const withQuickGrowth = "--semi-space-growth-factor=8";
/** The V8 that has a quick optimizing compiler beside the thorough one; that of Node 22 does. */
const firstWithMaglev = 12;
const withoutTopTier = "--no-opt";
/** Bytes of code that a function runs before it is optimized: thirty times as many as by default. */
const withLateTopTier = "--interrupt-budget=2000000";
