import { MigrationError } from "../migration-error.js";
import type { Revision } from "../files/snapshot.js";

/** The revisions as a graph: each follows its parents (the idea of Alembic). */
export interface RevisionGraph {
  /** Parents before children; where nothing decides, by name. */
  readonly ordered: readonly Revision[];
  /** Revisions that nothing follows. */
  readonly heads: readonly Revision[];
  /** The revision and everything before it. */
  ancestorsOf(revision: Revision): readonly Revision[];
  /** The revision and everything after it. */
  descendantsOf(revision: Revision): readonly Revision[];
  parentsOf(revision: Revision): readonly Revision[];
  /**
   * By its name, the beginning of it, or what stands behind the time.
   *
   * @throws MigrationError "migrate/unknown-revision", "migrate/ambiguous-revision".
   */
  find(name: string): Revision;
}

/** @throws MigrationError "migrate/missing-parent", "migrate/cycle". */
export function buildRevisionGraph(revisions: readonly Revision[]): RevisionGraph {
  const byName = new Map(revisions.map((revision) => [revision.name, revision]));
  const parentsOf = ({ name, snapshot }: Revision) =>
    snapshot.parents.map((parent) => {
      const found = byName.get(parent);
      if (found === undefined) throw MigrationError.of("migrate/missing-parent", { revision: name, parent });
      return found;
    });
  const ordered = order(revisions, parentsOf);
  const followed = new Set(revisions.flatMap(({ snapshot }) => snapshot.parents));
  const closure = (
    start: Revision,
    isNext: (revision: Revision, found: ReadonlySet<Revision>) => boolean,
    among: readonly Revision[],
  ) => {
    const found = new Set([start]);
    for (const revision of among) if (isNext(revision, found)) found.add(revision);
    return ordered.filter((revision) => found.has(revision));
  };
  return {
    ordered,
    heads: ordered.filter(({ name }) => !followed.has(name)),
    ancestorsOf: (revision) =>
      closure(
        revision,
        ({ name }, found) => [...found].some(({ snapshot }) => snapshot.parents.includes(name)),
        [...ordered].reverse(),
      ),
    descendantsOf: (revision) =>
      closure(revision, (each, found) => parentsOf(each).some((parent) => found.has(parent)), ordered),
    parentsOf,
    find: (name) => findRevision(name, ordered),
  };
}

function order(revisions: readonly Revision[], parentsOf: (revision: Revision) => readonly Revision[]): Revision[] {
  const ordered: Revision[] = [];
  const waiting = new Set(revisions);
  while (waiting.size > 0) {
    const next = [...waiting].find((revision) => parentsOf(revision).every((parent) => !waiting.has(parent)));
    if (next === undefined)
      throw MigrationError.of("migrate/cycle", { revisions: [...waiting].map(({ name }) => name) });
    waiting.delete(next);
    ordered.push(next);
  }
  return ordered;
}

function findRevision(name: string, revisions: readonly Revision[]): Revision {
  const exact = revisions.filter((revision) => revision.name === name);
  const slug = revisions.filter((revision) => revision.name.replace(/^\d+_/, "") === name);
  const prefix = revisions.filter((revision) => revision.name.startsWith(name));
  const matches = [exact, slug, prefix].find(({ length }) => length > 0) ?? [];
  const [found, ...others] = matches;
  if (found === undefined) {
    throw MigrationError.of("migrate/unknown-revision", { name, known: revisions.map((revision) => revision.name) });
  }
  if (others.length > 0) {
    throw MigrationError.of("migrate/ambiguous-revision", { name, matches: matches.map((revision) => revision.name) });
  }
  return found;
}
