import { readMembership, type RowKind, type Siblings } from "../../decode/row-kind.js";
import type { ModelMetadata } from "../../metadata/metadata.js";
import type { Sender } from "../send.js";

/** What is loaded of one relation by the same arguments, for all rows of a cohort: there at once, or once it has come. */
export type LoadedValues = ReadonlyMap<object, unknown>;

/**
 * The rows of one node of one call, wherever in its answer they are: what is loaded later for one of them is loaded for all
 * (the idea of Goldiloader, and of Django's FETCH_PEERS). It is held by these rows alone, so that it goes when the program drops
 * the last of them. It holds them by strong references: a weak one costs the making of thirty rows, and is itself
 * kept until the end of the job, which a loop over a driver that answers at once never comes to.
 */
export class Cohort implements Siblings {
  members: object[] = [];
  private later: Later | undefined = undefined;

  constructor(
    readonly kind: RowKind,
    /** The call that they came with. */
    readonly origin: Omit<Sender, "executor">,
  ) {}

  /** One row, which came without others. */
  get isAlone(): boolean {
    return this.members.length === 1;
  }

  /** What was loaded before, by the relation's name and arguments, or is on its way. */
  get loads(): Later["loads"] {
    return (this.later ??= { loads: new Map(), held: new Map() }).loads;
  }

  /** By which arguments the relation was loaded that a row has now. Undefined where it has none that is known. */
  findHeld(row: object, property: string): string | undefined {
    if (!Object.hasOwn(row, property)) return undefined;
    return this.later?.held.get(property)?.get(row) ?? this.kind.loaded[property];
  }

  /** What a call says is not wanted is undefined, where touching it would be an error. */
  exclude(row: object, property: string): void {
    if (Object.hasOwn(row, property)) return;
    Object.defineProperty(row, property, { value: undefined, writable: true, enumerable: false, configurable: true });
  }

  /** Gives a row a relation. */
  attach(row: object, property: string, value: unknown, loadedBy: string): void {
    Object.defineProperty(row, property, { value, writable: true, enumerable: true, configurable: true });
    const { held } = (this.later ??= { loads: new Map(), held: new Map() });
    const rows = held.get(property) ?? new Map<object, string>();
    held.set(property, rows.set(row, loadedBy));
  }
}

/** What a cohort holds once something is loaded for it: most never do. */
interface Later {
  readonly loads: Map<string, LoadedValues | Promise<LoadedValues>>;
  /** By relation and row: the arguments by which it was loaded. */
  readonly held: Map<string, Map<object, string>>;
}

export function modelOf({ kind, origin }: Cohort): ModelMetadata {
  return origin.engine.metadata.model(kind.model);
}

/** @returns undefined for an object that no query has made */
export function findCohort(row: object): Cohort | undefined {
  const siblings = readMembership(row)?.siblings;
  return siblings instanceof Cohort ? siblings : undefined;
}
