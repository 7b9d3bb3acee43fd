import type { Bulk } from "../../args/writes/read-bulk-options.js";

/** Rows that are alike, by their places among those given. */
interface Alike {
  readonly positions: readonly number[];
}

/** Cuts groups of rows into chunks of a size at most. */
export function cutGroups<Group extends Alike>(groups: readonly Group[], size: number): readonly Group[] {
  return groups.flatMap((group) =>
    Array.from({ length: Math.ceil(group.positions.length / size) }, (_, chunk) => {
      return { ...group, positions: group.positions.slice(chunk * size, (chunk + 1) * size) };
    }),
  );
}

/**
 * Runs one chunk after the other, and tells of each. Between them others are let in: an embedded database answers at once, so that
 * without a pause nobody could so much as abort the call.
 */
export async function runChunks<Chunk extends Alike>(
  chunks: readonly Chunk[],
  { onProgress }: Bulk,
  run: (chunk: Chunk) => Promise<void>,
): Promise<void> {
  const total = chunks.reduce((sum, { positions }) => sum + positions.length, 0);
  let done = 0;
  for (const chunk of chunks) {
    await run(chunk);
    done += chunk.positions.length;
    await onProgress?.({ done, total });
    await new Promise((resolve) => setImmediate(resolve));
  }
}
