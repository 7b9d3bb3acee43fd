import type { Model, Relation, Schema } from "@joinery/schema";
import { identify, type Row, type Rows } from "./random-rows.js";
import type { Branch, List, Term, Tree, Where } from "./random-trees.js";

/** What calls mean, by the words of the documentation: worked out of rows in memory, one after the other. */
export class NaiveRows {
  constructor(
    private readonly schema: Schema,
    private readonly rows: Rows,
  ) {}

  /** A row with all that a tree loads of it. */
  expand(model: Model, row: Row, { select, omit = [], relations, arcs, counts }: Tree): Row {
    const names = select ?? model.fields.map(({ name }) => name).filter((name) => !omit.includes(name));
    const counted = Object.entries(counts).map(([name, where = {}]) => {
      const relation = findRelation(model, name);
      const fitting = this.follow(relation, row).filter((each) => this.fits(this.target(relation), each, where));
      return [name, fitting.length];
    });
    return {
      ...Object.fromEntries(names.map((name) => [name, row[name]])),
      ...Object.fromEntries(
        Object.entries(relations).map(([name, branch]) => [name, this.load(findRelation(model, name), row, branch)]),
      ),
      ...Object.fromEntries(
        Object.entries(arcs).map(([name, targets]) => {
          const arc = model.arcs!.find((each) => each.name === name)!;
          const taken = arc.targets.find((each) => this.follow(findRelation(model, each.relation), row).length > 0);
          if (taken === undefined) return [name, null];
          const branch = targets[taken.name] ?? bare;
          return [name, this.load(findRelation(model, taken.relation), row, branch)];
        }),
      ),
      ...(counted.length > 0 && { counts: Object.fromEntries(counted) as Row }),
    };
  }

  private load(relation: Relation, row: Row, branch: Branch): unknown {
    const target = this.target(relation);
    const found = this.follow(relation, row);
    if (branch.list === undefined) return found[0] === undefined ? null : this.expand(target, found[0], branch);
    return this.cut(target, found, branch.list).map((each) => this.expand(target, each, branch));
  }

  /** Which rows of a list, in which order: what an order leaves open, the key decides. */
  cut(model: Model, all: readonly Row[], { where = {}, orderBy, limit, offset = 0 }: List): readonly Row[] {
    const direction = orderBy.at(-1)?.direction ?? "asc";
    const ties = model.primaryKey!.fields.map((field): Term => ({ direction, field }));
    const compare = (left: Row, right: Row) => {
      for (const term of [...orderBy, ...ties]) {
        const order = this.compare(model, left, right, term);
        if (order !== 0) return order;
      }
      return 0;
    };
    const fitting = all.filter((row) => this.fits(model, row, where)).sort(compare);
    return fitting.slice(offset, limit === undefined ? undefined : offset + limit);
  }

  private compare(model: Model, left: Row, right: Row, { relation, field, direction }: Term): number {
    const way = relation === undefined ? undefined : findRelation(model, relation);
    const valueOf = (row: Row) => {
      if (way === undefined) return row[field!];
      const found = this.follow(way, row);
      return field === undefined ? found.length : (found[0]?.[field] ?? null);
    };
    const source = way === undefined ? model : this.target(way);
    const type = source.fields.find(({ name }) => name === field)?.type.name ?? "Int";
    const order = this.compareValues(valueOf(left), valueOf(right), type);
    return direction === "asc" ? order : -order;
  }

  /** Null counts as larger than any value. */
  private compareValues(left: unknown, right: unknown, type: string): number {
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    const keyOf = (value: unknown) => {
      const members = this.schema.enums.find(({ name }) => name === type)?.members;
      if (members !== undefined) return members.findIndex(({ name }) => name === value);
      return type === "Decimal" ? BigInt((value as string).replace(".", "")) : value;
    };
    const [a, b] = [keyOf(left), keyOf(right)] as [number, number];
    // Code points, as the databases of these tests compare them.
    if (typeof a === "string") return Buffer.compare(Buffer.from(a), Buffer.from(b as unknown as string));
    return a < b ? -1 : a > b ? 1 : 0;
  }

  /** The rows that a relation leads to, each once. */
  follow(relation: Relation, row: Row): readonly Row[] {
    const targets = this.rows.ofModels.get(relation.target)!;
    const own = relation.fields.map((name) => row[name]);
    const ofTarget = (target: Row) => relation.references.map((name) => target[name]);
    if (relation.kind !== "many-to-many") return targets.filter((target) => isSame(own, ofTarget(target)));
    const { sourceColumns, targetColumns } = relation.joinTable;
    const pairs = this.pairsOf(relation.joinTable).filter((pair) => isSame(own, valuesOf(pair, sourceColumns)));
    return targets.filter((target) => pairs.some((pair) => isSame(ofTarget(target), valuesOf(pair, targetColumns))));
  }

  private pairsOf({ table, model }: Extract<Relation, { kind: "many-to-many" }>["joinTable"]): readonly Row[] {
    if (model === undefined) return this.rows.ofJoinTables.get(table.name)!;
    const { fields } = this.schema.models.find(({ name }) => name === model)!;
    return this.rows.ofModels
      .get(model)!
      .map((row) => Object.fromEntries(fields.map(({ name, column }) => [column, row[name]])));
  }

  /** Two truth values, and null equal to null alone. */
  fits(model: Model, row: Row, where: Where): boolean {
    return Object.entries(where).every(([name, value]) => {
      if (name === "OR") return (value as Where[]).some((each) => this.fits(model, row, each));
      if (name === "NOT") return !this.fits(model, row, value as Where);
      const relation = model.relations.find((each) => each.name === name);
      return relation === undefined
        ? fitsValue(row[name], value)
        : this.fitsRelation(relation, row, value as Record<string, Where | null>);
    });
  }

  private fitsRelation(relation: Relation, row: Row, words: Readonly<Record<string, Where | null>>): boolean {
    const found = this.follow(relation, row);
    return Object.entries(words).every(([word, where]) => {
      const fit = where === null ? [] : found.map((each) => this.fits(this.target(relation), each, where));
      const isThere = where === null ? found.length === 0 : fit.includes(true);
      if (word === "every") return !fit.includes(false);
      return word === "some" || word === "is" ? isThere : !isThere;
    });
  }

  private target({ target }: Relation): Model {
    return this.schema.models.find(({ name }) => name === target)!;
  }
}

const bare: Branch = { load: undefined, relations: {}, arcs: {}, counts: {} };

function findRelation({ relations }: Model, name: string): Relation {
  return relations.find((each) => each.name === name)!;
}

function valuesOf(row: Row, names: readonly string[]): readonly unknown[] {
  return names.map((name) => row[name]);
}

function isSame(left: readonly unknown[], right: readonly unknown[]): boolean {
  return !left.includes(null) && left.every((value, part) => identify(value) === identify(right[part]));
}

function fitsValue(value: unknown, filter: unknown): boolean {
  const isOperators = typeof filter === "object" && filter !== null && !(filter instanceof Date);
  if (!isOperators) return identify(value) === identify(filter);
  const { not, in: list } = filter as { readonly not?: unknown; readonly in?: readonly unknown[] };
  return list === undefined
    ? identify(value) !== identify(not)
    : list.some((each) => identify(each) === identify(value));
}
