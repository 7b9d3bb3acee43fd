import { createHash } from "node:crypto";
import type { Catalog } from "@joinery/sql";

/** What a revision leaves, and what it follows: `snapshot.json`. */
export interface Snapshot {
  readonly formatVersion: 1;
  readonly dialect: string;
  /** Revisions that must have been applied before; none for the first, several for a merge. */
  readonly parents: readonly string[];
  readonly catalog: Catalog;
}

/** One folder of the migrations. */
export interface Revision {
  /** The name of its folder: `20261124065231_add_posts`. */
  readonly name: string;
  /** Path of the folder, as the user knows it. */
  readonly path: string;
  readonly snapshot: Snapshot;
  readonly up: string;
  /** Absent where there is no such file. */
  readonly down?: string;
}

/**
 * What is compared with the history: the SQL that ran and the catalog it led to. Line ends and the layout of the JSON do not count
 * (version control changes them), nor do the parents (they are put in a row after branching), nor the way down (it is mended later).
 */
export function revisionChecksum({ up, snapshot }: Pick<Revision, "up" | "snapshot">): string {
  return sha256(`${up.replaceAll("\r\n", "\n")}\0${JSON.stringify(snapshot.catalog)}`);
}

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
