import type { CompiledStatement, KeyText } from "@joinery/sql";
import type { ArgumentPath } from "../args/argument-path.js";
import type { PageSide } from "../args/read-page.js";
import type { Values } from "../args/writes/row-set.js";
import type { LoadStrategy } from "../args/selection.js";
import type { ModelMetadata } from "../metadata/metadata.js";
import type { DecodeRows, RowShape } from "../decode/object-shape.js";
import type { FieldMetadata } from "../metadata/field-metadata.js";
import type { Binder } from "./binder.js";
import type { Learning } from "./reads/fan-out.js";
import type { KeyReader } from "./key-reader.js";
import type { RowCount, SlotSource } from "./slots.js";

/** All that can be known of a call before it runs: made once for each shape, then bound and run. */
export interface QueryPlan {
  readonly model: ModelMetadata;
  readonly operation: string;
  /** What gives rows. */
  readonly root?: PlanNode;
  /** Writes, one after the other, before a `root`; all in one transaction. */
  readonly writes?: readonly WriteNode[];
  /** Rows of relations are written too, before a `root`: which, the data of each call say. */
  readonly nested?: NestedWrite;
  /** The writes come after the root, once all that belongs to its rows is loaded. */
  readonly isReadFirst?: true;
  /** Relations of rows that are there already. */
  readonly additions?: Additions;
  /**
   * Asked only where a call names a version and finds no row of it: a row if there is one in another. It is not among `statements`,
   * for no call that succeeds sends it.
   */
  readonly staleness?: PlanNode;
  readonly answer: Answer;
  /** The root's rows are a page, and one more. */
  readonly page?: PagePlan;
  /** What the root locks would be free again at the end of a transaction of its own. */
  readonly needsTransaction?: true;
  /** All statements are to see one moment. */
  readonly isOfOneMoment?: true;
  /** How many statements are sent: known from the shape, whatever the number of rows. Fewer only where nothing is to be loaded, more by those of `nested`. */
  readonly statements: number;
}

/** What is planned of a call; the rest of a plan follows from it. */
export type PlannedCall = Pick<
  QueryPlan,
  | "root"
  | "writes"
  | "nested"
  | "isReadFirst"
  | "staleness"
  | "additions"
  | "page"
  | "needsTransaction"
  | "isOfOneMoment"
>;

/** Statements whose parents come from an earlier call: their keys are read out of the objects. */
export interface Additions {
  /** The fields that a row of the parents consists of. */
  readonly fields: readonly FieldMetadata[];
  readonly batches: readonly BatchNode[];
}

/** What makes a page of rows. */
export interface PagePlan {
  /** Rows `before` a position come from the nearest on, so the other way round. */
  readonly side: PageSide;
  /** By what name a cursor must know the order. */
  readonly order: string;
  /** Where in a row the values of its cursor are. */
  readonly keys: readonly { readonly position: number; readonly print: KeyText["print"] }[];
}

/** What of the root's rows the call gives back. */
export type Answer =
  | "all"
  /** A page of them. */
  | "page"
  /** The first, or null. */
  | "first"
  /** The first, or RecordNotFound. */
  | "one"
  /** The first column of the first row, as a number. */
  | "number"
  /** Whether there is a row. */
  | "presence"
  /** The number of rows changed. */
  | "changes";

/**
 * One statement, and what becomes of its rows. `statement`, `sources`, `shape` and the columns of keys are data, from which the rest follows:
 * a plan can be made in one place and linked in another.
 */
export interface PlanNode {
  readonly statement: CompiledStatement;
  /** Where its slots get their values from. */
  readonly sources: readonly SlotSource[];
  readonly shape: RowShape;
  readonly bind: Binder;
  readonly decode: DecodeRows;
  /** Statements for all rows of this one: siblings, sent together. */
  readonly batches: readonly BatchNode[];
  readonly notes: PlanNotes;
  /** Its rows are locked until the end of the transaction that it must be in. */
  readonly isLocking?: true;
  /** What its runs show of lists whose strategy is left open. */
  readonly learning?: Learning;
}

/** One more statement that loads a relation for all parents at once. */
export interface BatchNode extends PlanNode {
  /** The property of the owner that it fills. */
  readonly property: string;
  readonly isMany: boolean;
  /** The key of its only parent is in the arguments: it can be sent together with its parent's statement. */
  readonly isIndependent: boolean;
  /** The way from a row of the parent statement to the object that has the relation, through joined relations. */
  readonly ownerPath: readonly string[];
  /** For people: the relations on that way. */
  readonly place: readonly string[];
  /** A column of the parent statement that is null where the way leads to a row of another model. */
  readonly guard?: number;
  /** Where in a row of the parent statement the key is, and where in a row of this one. */
  readonly ownerColumns: readonly number[];
  readonly ownColumns: readonly number[];
  /** Reads the key out of a row of the parent statement. */
  readonly ownerKey: KeyReader;
  /** Reads the same key out of a row of this one. */
  readonly ownKey: KeyReader;
  readonly recursion?: Recursion;
}

/** What a relation that is followed on and on has beside: how its rows are put together. */
export interface Recursion {
  /** How deep it goes, or where in the arguments that is said. */
  readonly maxDepth?: RowCount;
  /** Where in its rows the key is by which it goes on from there. */
  readonly nextColumns: readonly number[];
  /** Where the primary key is in its rows, and in those of the parent statement. */
  readonly identityColumns: readonly number[];
  readonly ownerIdentityColumns: readonly number[];
  readonly readDepth: (args: unknown) => number;
  readonly nextKey: KeyReader;
  readonly identity: KeyReader;
  readonly ownerIdentity: KeyReader;
}

/** A statement that changes rows. */
export interface WriteNode {
  readonly statement: CompiledStatement;
  readonly bind: Binder;
  /** Reads the keys of its rows, for what comes after it; without it, that goes on with those it was given itself. */
  readonly key?: KeyReader;
}

/** A call whose data says something of relations: how many rows it writes, and how, its data say each time. */
export interface NestedWrite {
  /** What finds the row that is changed; a new one is not there yet. */
  readonly target?: TargetPlan;
  /** Of an `upsert`: what names the row, and where the call says it. A new one gets it. */
  readonly key?: readonly KeyPart[];
}

/** A part of a key, and where in the arguments it is. */
export interface KeyPart {
  readonly field: FieldMetadata;
  readonly path: ArgumentPath;
}

/** Finds the row that a call changes, and what others need to know of it. */
export interface TargetPlan {
  readonly statement: CompiledStatement;
  readonly bind: Binder;
  readonly read: (row: readonly unknown[]) => Values;
}

/** For people: what `plan()` tells of a node and of what is joined into it. */
export interface PlanNotes {
  readonly model: string;
  readonly relation?: string;
  readonly strategy: "root" | LoadStrategy | "recursive";
  readonly reason: string;
  readonly joined: readonly PlanNotes[];
}
