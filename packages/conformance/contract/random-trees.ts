import type { Arc, Field, Model, Relation, Schema } from "@joinery/schema";
import fc from "fast-check";
import { drawChance, drawOne, type Draw } from "./random-models.js";
import type { Rows } from "./random-rows.js";

export type Where = Readonly<Record<string, unknown>>;

/** What a call loads of the rows of a model. */
export interface Tree {
  /** The fields of a `select`; without them, all but those of `omit`. */
  readonly select?: readonly string[];
  readonly omit?: readonly string[];
  readonly relations: Readonly<Record<string, Branch>>;
  /** By the names that arguments have for their targets. */
  readonly arcs: Readonly<Record<string, Readonly<Record<string, Branch>>>>;
  readonly counts: Readonly<Record<string, Where | undefined>>;
}

export interface Branch extends Tree {
  /** Where each is loaded in a way of its own. */
  readonly load: Load;
  /** Of a relation to many. */
  readonly list?: List;
}

export interface List {
  readonly where?: Where;
  readonly orderBy: readonly Term[];
  readonly limit?: number;
  readonly offset?: number;
}

/** By a field, a field of what a relation leads to, or how many rows one leads to. */
export interface Term {
  readonly direction: "asc" | "desc";
  readonly relation?: string;
  /** Absent where rows are counted. */
  readonly field?: string;
}

export type Load = "join" | "json" | "batch" | undefined;

const equatable: readonly string[] = [
  "Int",
  "BigInt",
  "Decimal",
  "Boolean",
  "String",
  "Text",
  "DateTime",
  "Date",
  "Time",
  "Uuid",
  "Mood",
];
const isEquatable = ({ type, isList }: Field) => isList !== true && equatable.includes(type.name);
const isMany = ({ cardinality }: Relation) => cardinality === "many";

const deepest = 4;

/** Draws trees over a schema and the rows that are there. */
export class TreeDrawing {
  constructor(
    private readonly schema: Schema,
    private readonly rows: Rows,
    private readonly draw: Draw,
  ) {}

  tree(model: Model, depth = 0): Tree {
    const { draw } = this;
    const names = model.fields.map(({ name }) => name);
    const [isSelect, isOmit] = [drawChance(draw, 5), drawChance(draw, 5)];
    const arcs = isSelect ? [] : (model.arcs ?? []).filter(() => this.goesOn(depth));
    const counted = isSelect ? [] : model.relations.filter((each) => isMany(each) && drawChance(draw, 4));
    return {
      ...(isSelect && { select: draw(() => fc.subarray(names, { minLength: 1 })) }),
      ...(isOmit && !isSelect && { omit: draw(() => fc.subarray(names, { maxLength: 1 })) }),
      relations: Object.fromEntries(
        this.some(model.relations, depth).map((relation) => [relation.name, this.branch(relation, depth)]),
      ),
      arcs: Object.fromEntries(arcs.map((arc) => [arc.name, this.arc(model, arc, depth)])),
      counts: Object.fromEntries(
        counted.map((each) => [each.name, drawChance(draw, 2) ? this.where(this.model(each.target), 1) : undefined]),
      ),
    };
  }

  /** Fewer the deeper it goes, for they multiply. */
  private goesOn(depth: number): boolean {
    return depth < deepest && drawChance(this.draw, 2 + depth);
  }

  private some(relations: readonly Relation[], depth: number): readonly Relation[] {
    return relations.filter(() => this.goesOn(depth)).slice(0, 3 - Math.min(depth, 2));
  }

  branch(relation: Relation, depth: number): Branch {
    const target = this.model(relation.target);
    const loads = isMany(relation) ? ["json", "batch", undefined] : ["join", "json", "batch", undefined];
    return {
      ...this.tree(target, depth + 1),
      load: drawOne(this.draw, loads as Load[]),
      ...(isMany(relation) && { list: this.list(target) }),
    };
  }

  arc({ relations }: Model, { targets }: Arc, depth: number): Readonly<Record<string, Branch>> {
    const some = targets.filter(() => drawChance(this.draw, 2));
    const find = (name: string) => relations.find((each) => each.name === name)!;
    return Object.fromEntries(some.map(({ name, relation }) => [name, this.branch(find(relation), depth)]));
  }

  list(model: Model): List {
    const { draw } = this;
    const terms = draw(fc.nat, 2);
    return {
      ...(drawChance(draw, 3) && { where: this.where(model, 2) }),
      orderBy: Array.from({ length: terms }, () => this.term(model)),
      ...(drawChance(draw, 2) && { limit: draw(fc.nat, 4) }),
      ...(drawChance(draw, 3) && { offset: draw(fc.nat, 2) }),
    };
  }

  term(model: Model): Term {
    const { draw } = this;
    const direction = drawOne(draw, ["asc", "desc"] as const);
    const relation = drawChance(draw, 3) && model.relations.length > 0 ? drawOne(draw, model.relations) : undefined;
    if (relation !== undefined && isMany(relation)) return { direction, relation: relation.name };
    const fields = (relation === undefined ? model : this.model(relation.target)).fields.filter(isEquatable);
    const field = drawOne(draw, fields).name;
    return { direction, field, ...(relation !== undefined && { relation: relation.name }) };
  }

  where(model: Model, depth: number): Where {
    const { draw } = this;
    const fields = model.fields.filter(isEquatable);
    const kinds = depth === 0 ? ["field"] : ["field", "field", "or", "not", "relation"];
    const kind = drawOne(draw, kinds);
    if (kind === "or") return { OR: [this.where(model, depth - 1), this.where(model, depth - 1)] };
    if (kind === "not") return { NOT: this.where(model, depth - 1) };
    if (kind === "relation" && model.relations.length > 0) {
      const relation = drawOne(draw, model.relations);
      const inner = this.where(this.model(relation.target), depth - 1);
      if (isMany(relation)) return { [relation.name]: { [drawOne(draw, ["some", "every", "none"])]: inner } };
      const mayBeNull = relation.kind === "inverse" || (relation.kind === "owning" && relation.isNullable === true);
      return { [relation.name]: { [drawOne(draw, ["is", "isNot"])]: mayBeNull && drawChance(draw, 3) ? null : inner } };
    }
    const field = drawOne(draw, fields);
    const value = drawOne(draw, this.valuesOf(model, field));
    const other = drawOne(draw, this.valuesOf(model, field));
    return { [field.name]: drawOne(draw, [value, { not: value }, { in: [value, other] }]) };
  }

  /** Those that rows have, where there are rows. */
  private valuesOf({ name }: Model, field: Field): readonly unknown[] {
    const known = this.rows.ofModels.get(name)!.map((row) => row[field.name]);
    const values = known.filter((value) => value !== null);
    return values.length > 0 ? values : this.rows.pools.get(field)!;
  }

  private model(name: string): Model {
    return this.schema.models.find((each) => each.name === name)!;
  }
}

/** How all relations are loaded; lists, which cannot be joined, are left to the planner then. "mixed": each as it says. */
export type Strategy = "join" | "json" | "batch" | "auto" | "mixed";

/** The arguments that ask for a tree. What is inside of JSON comes with it. */
export function toArguments(tree: Tree, strategy: Strategy, isInJson = false): Record<string, unknown> {
  const follow = (branch: Branch) => {
    const asked = strategy === "auto" ? undefined : strategy === "mixed" ? branch.load : strategy;
    const own = branch.list !== undefined && asked === "join" ? undefined : asked;
    const load = isInJson && own === "batch" ? "json" : own;
    const { where, orderBy = [], limit, offset } = branch.list ?? {};
    return {
      ...toArguments(branch, strategy, isInJson || load === "json"),
      ...(load && { load }),
      ...(where && { where }),
      ...(orderBy.length > 0 && { orderBy: orderBy.map(toOrder) }),
      ...(limit !== undefined && { limit }),
      ...(offset !== undefined && { offset }),
    };
  };
  const followAll = (branches: Readonly<Record<string, Branch>>) =>
    Object.fromEntries(Object.entries(branches).map(([name, branch]) => [name, follow(branch)]));
  const { select, omit, relations, arcs, counts } = tree;
  const arcsOf = Object.entries(arcs).map(([name, targets]) => {
    return [name, Object.keys(targets).length === 0 ? true : followAll(targets)] as const;
  });
  const loaded = { ...followAll(relations), ...Object.fromEntries(arcsOf) };
  const counted = Object.entries(counts).map(([name, where]) => [name, where === undefined ? true : { where }]);
  return {
    ...(select === undefined
      ? { include: loaded }
      : { select: { ...Object.fromEntries(select.map((name) => [name, true])), ...loaded } }),
    ...(omit && { omit: Object.fromEntries(omit.map((name) => [name, true])) }),
    ...(counted.length > 0 && { counts: Object.fromEntries(counted) as object }),
  };
}

export function toOrder({ direction, relation, field }: Term): object {
  if (field === undefined) return { [relation!]: { count: direction } };
  return relation === undefined ? { [field]: direction } : { [relation]: { [field]: direction } };
}
