import type { Engine } from "../engine.js";

/** An engine that stands on another one: of the same database, with its plans and its listeners. */
export abstract class DerivedEngine {
  /** The database itself: what calls are made on that know nothing of a transaction. */
  readonly root: Engine;
  readonly metadata;
  readonly planner;
  readonly plans;
  readonly inserts;
  readonly keyed;
  readonly events;
  readonly validation;

  constructor(source: Engine) {
    this.root = source.root;
    this.metadata = source.metadata;
    this.planner = source.planner;
    this.plans = source.plans;
    this.inserts = source.inserts;
    this.keyed = source.keyed;
    this.events = source.events;
    this.validation = source.validation;
  }
}
