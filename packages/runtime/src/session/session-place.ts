import type { Engine } from "../execute/engine.js";
import type { ModelMetadata } from "../metadata/metadata.js";
import type { operations } from "../plan/operations.js";
import type { FlushDraft } from "./flush-draft.js";

/** A session, as those see it who do a part of its work. */
export interface SessionPlace extends Pick<FlushDraft, "objects" | "mappingOf" | "modelOf"> {
  readonly engine: Engine;
  /** Reads rows by an operation of a repository: they are the session's. */
  read(operation: keyof typeof operations, model: ModelMetadata, args: object): Promise<object[]>;
}
