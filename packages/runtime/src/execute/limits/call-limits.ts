import type { Limits } from "@joinery/sql";
import { isPlain, kindOf, refuse } from "../../args/refuse.js";
import type { Action } from "../../query.js";
import type { CallLimits } from "../../types/call-limits.js";
import type { Engine } from "../engine.js";
import { LimitedEngine } from "./limited-engine.js";

/** The longest time that a timer can measure. */
const longestTimeout = 2 ** 31 - 1;

/**
 * Lets every call of an action have a `signal` and a `timeout` among its arguments. They are taken out here, so that no stage behind this knows of
 * them: neither the shape of a call nor its plan depends on them, and the action runs on an engine that keeps to them. A call without them
 * costs two looks.
 */
export function acceptLimits(action: Action): Action {
  return {
    run(args, model, engine, hasCompany) {
      if (!hasLimits(args)) return action.run(args, model, engine, hasCompany);
      const { signal, timeout, ...others } = args;
      return action.run(others, model, limitEngine(engine, { signal, timeout }), false);
    },
    describe(args, model, engine) {
      if (!hasLimits(args)) return action.describe(args, model, engine);
      const { signal, timeout, ...others } = args;
      checkCallLimits({ signal, timeout });
      return action.describe(others, model, engine);
    },
    explain(args, model, engine) {
      if (!hasLimits(args)) return action.explain(args, model, engine);
      const { signal, timeout, ...others } = args;
      return action.explain(others, model, limitEngine(engine, { signal, timeout }));
    },
  };
}

/** The same action within limits that were said apart from its arguments. */
export function withLimits(action: Action, limits: CallLimits): Action {
  return {
    run: (args, model, engine) => action.run(args, model, limitEngine(engine, limits), false),
    describe(args, model, engine) {
      checkCallLimits(limits);
      return action.describe(args, model, engine);
    },
    explain: (args, model, engine) => action.explain(args, model, limitEngine(engine, limits)),
  };
}

/**
 * The engine for one call, or one piece of work, that is to end when its limits say: whatever it sends, and whatever it waits for,
 * ends with them. The time runs from here. Use it in place of the engine for anything that takes time (streams, raw SQL, transactions);
 * what outlives the call goes on with the engine itself.
 *
 * @throws InvalidArgument
 */
export function limitEngine(engine: Engine, limits: CallLimits): Engine {
  const all = startLimits(limits);
  return all === undefined ? engine : new LimitedEngine(engine, all);
}

/**
 * What a call may take, from now on; undefined where it says nothing.
 *
 * @throws InvalidArgument
 */
export function startLimits(limits: CallLimits): Limits | undefined {
  checkCallLimits(limits);
  const { signal, timeout } = limits;
  if (signal === undefined && timeout === undefined) return undefined;
  return {
    ...(signal === undefined ? {} : { signal }),
    ...(timeout === undefined ? {} : { deadline: performance.now() + timeout }),
  };
}

function hasLimits(args: unknown): args is CallLimits {
  if (typeof args !== "object" || args === null) return false;
  const { signal, timeout } = args as CallLimits;
  return signal !== undefined || timeout !== undefined;
}

/** @throws InvalidArgument */
export function checkCallLimits({ signal, timeout }: CallLimits): void {
  if (signal !== undefined && !isSignal(signal)) refuse(["signal"], `Expected an AbortSignal, got ${kindOf(signal)}.`);
  if (timeout !== undefined && !(typeof timeout === "number" && timeout > 0 && timeout <= longestTimeout)) {
    refuse(["timeout"], `Expected milliseconds: a number above 0, and at most ${longestTimeout}.`);
  }
}

/** By its form: a signal may come from another realm, or be a polyfill's. */
function isSignal(value: unknown): boolean {
  return isPlain(value) && typeof value["aborted"] === "boolean" && typeof value["addEventListener"] === "function";
}
