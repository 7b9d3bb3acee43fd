import type { CallLimits } from "./call-limits.js";

/**
 * A parameter whose literal type `A` is captured, for the type of the result, while the argument itself is checked
 * against `Full`: the branch that names `A` is never taken (but by `never`), yet the compiler infers from it. Unlike a parameter of
 * type `A extends Full`, it refuses unknown keys at every depth, says so in terms of `Full`, and walks nothing. Beside it there is what every call takes.
 */
export type Exactly<A, Full> = [A] extends [never] ? A : Full & CallLimits;

/**
 * `Exactly` as the rest parameters of a method that can be called without arguments. (An optional parameter of type
 * `Exactly` would infer only one member of a union.)
 */
export type Arguments<A, Full> = [A] extends [never] ? [args: A] : [args?: Full & CallLimits];
