import type { Entity } from "../entity.js";

/**
 * What a session has beside what a database has: its objects are watched, and what becomes of them is written at its end, or by `flush`. Its
 * repositories give its objects, one for each row. `transaction` is a part of it that may fail alone, and its objects with it.
 */
export interface Session {
  /** Has a new object inserted by the next flush, with whatever it holds that is new. One that was to be deleted stays. */
  add<Object extends Entity>(object: Object): Object;
  addAll(objects: Iterable<Entity>): void;
  /** Has the row of an object deleted by the next flush, and what goes with it. One that has no row yet is forgotten. */
  delete(object: Entity): void;
  /**
   * Writes what has changed, in as few statements as there are tables. Where it fails, objects and database are as before.
   *
   * @throws InvalidObject, StaleObject, UniqueViolation and whatever else the database refuses
   */
  flush(): Promise<void>;
  /** Reads the row of an object again, with the relations that it holds: what was changed in them is lost. @throws RecordNotFound */
  refresh<Object extends Entity>(object: Object): Promise<Object>;
  /** Takes back what was changed in an object, and has what is read of it next go over what it holds. */
  expire(object: Entity): void;
  /** Stops watching an object: what is changed in it is the program's alone. */
  expunge(object: Entity): void;
  /**
   * Gives the session's object for the row of one that is not the session's, with what that one has set, and what it holds: read if need be, made
   * where there is no such row. What it has not set stays as it is.
   *
   * @throws StaleObject where it has another version than the row
   */
  merge<Object extends Entity>(object: Object): Promise<Object>;
  /** Whether the session holds an object. */
  contains(object: Entity): boolean;
}

/** A session that ends when it is told to, of one transaction after the other: each begins with the first call that needs it. */
export interface OpenSession extends Session, AsyncDisposable {
  /** Flushes, and makes what was done there to stay. Where it fails, all is as before the transaction. */
  commit(): Promise<void>;
  /** Undoes what was done since the last commit, in the objects too; what was added is forgotten. */
  rollback(): Promise<void>;
  /** Ends it. What was not committed is undone. */
  close(): Promise<void>;
}
