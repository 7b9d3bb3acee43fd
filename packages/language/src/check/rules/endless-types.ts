import type { Expression } from "../../ast.js";
import { orderByDependency } from "../dependency-order.js";
import type { BoundField, BoundObject, Program } from "../program.js";
import { readVariants } from "../read-variants.js";
import type { Reporter, Rule } from "../rule.js";

/** A value of a type can be written out: it holds no other of the same type by necessity, and none by default. */
export const checkEndlessTypes: Rule = (program, reporter) => {
  const reported = reportRequired(program, reporter);
  reportDefaults(program, reported, reporter);
};

/** Gives the parts that are reported: their defaults are endless too, and that is not said again. */
function reportRequired({ objects, symbols }: Program, { report }: Reporter): ReadonlySet<BoundField> {
  const reported = new Set<BoundField>();
  const required = ({ fields }: BoundObject) =>
    fields.filter(({ declaration }) => !declaration.type.isList && !declaration.type.isNullable);
  const { cycles } = orderByDependency(objects, (object) =>
    required(object).flatMap((field) => objectOf(field, symbols) ?? []),
  );
  for (const { node, dependency } of cycles) {
    const field = required(node).find((each) => objectOf(each, symbols) === dependency);
    if (field === undefined) continue;
    reported.add(field);
    const { span } = field.declaration.type;
    const fixes = [{ title: "Make it optional", edits: [{ span: { ...span, start: span.end }, newText: "?" }] }];
    report("check/endless-type", span, { type: dependency.name, part: `${node.name}.${field.name}` }, { fixes });
  }
  return reported;
}

/** A part and what it is when it is left out. */
interface PartDefault {
  readonly owner: BoundObject;
  readonly field: BoundField;
  readonly value: Expression;
}

function reportDefaults({ objects, symbols }: Program, reported: ReadonlySet<BoundField>, { report }: Reporter): void {
  const defaults = new Map<BoundField, PartDefault>();
  for (const owner of objects) {
    for (const field of owner.fields) {
      const given = readVariants(field.declaration.attributes, "default").plain?.values.value;
      if (given !== undefined && field.type.kind === "object") {
        defaults.set(field, { owner, field, value: given.value });
      }
    }
  }
  const { cycles } = orderByDependency([...defaults.values()], ({ value, field }) => [...listFilled(value, field)]);
  for (const { node } of cycles) {
    if (reported.has(node.field)) continue;
    report("check/endless-default", node.value.span, { part: `${node.owner.name}.${node.field.name}` });
  }

  /** The parts that are left out of a default, and have one of their own. */
  function* listFilled(value: Expression, field: BoundField): Generator<PartDefault> {
    if (value.kind === "list") {
      for (const item of value.items) yield* listFilled(item, field);
      return;
    }
    const object = objectOf(field, symbols);
    if (value.kind !== "object" || object === undefined) return;
    const given = new Map(value.entries.map((entry) => [entry.key.text, entry.value]));
    for (const part of object.fieldsByName.values()) {
      const own = given.get(part.name);
      const filled = defaults.get(part);
      if (own !== undefined) yield* listFilled(own, part);
      else if (filled !== undefined) yield filled;
    }
  }
}

function objectOf({ type }: BoundField, symbols: Program["symbols"]): BoundObject | undefined {
  const symbol = type.kind === "object" ? symbols.get(type.name) : undefined;
  return symbol?.kind === "type" ? symbol : undefined;
}
