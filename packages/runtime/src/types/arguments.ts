import type { CallLimits } from "./call-limits.js";

/**
 * A parameter whose literal type `A` is captured, for the type of the result, while the argument itself is checked
 * against `Full`: the branch that names `A` is never taken (but by `never`), yet the compiler infers from it. Unlike a parameter of
 * type `A extends Full`, it refuses unknown keys at every depth, says so in terms of `Full`, and walks nothing.
 */
export type Exactly<A, Full> = [A] extends [never] ? A : Full;

/**
 * `Exactly` of the arguments of a call, among which there is what every call takes. Where nothing else must be said, the constraint of `A` has
 * it too: an object that has nothing in common with its constraint is not captured.
 */
export type CallArguments<A, Full> = Exactly<A, Full & CallLimits>;

/**
 * `CallArguments` as the rest parameters of a method that can be called without arguments. (An optional parameter of that type
 * would infer only one member of a union.)
 */
export type Arguments<A, Full> = [A] extends [never] ? [args: A] : [args?: Full & CallLimits];
