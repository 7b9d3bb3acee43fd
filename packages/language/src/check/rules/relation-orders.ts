import { isSortable } from "@joinery/schema";
import { describeKeyless } from "../describe-keyless.js";
import { listFieldNames } from "../field-names.js";
import { isIgnored } from "../is-ignored.js";
import type { KeyNameMeaning, StoredField } from "../keys.js";
import type { RelationEnd } from "../program.js";
import { readFieldAttribute } from "../read-attribute.js";
import { readOrderEntries } from "../read-order.js";
import type { CheckedProgram, Reporter, Rule } from "../rule.js";

/** `@orderBy` stands on a list and names fields of the target, each once, whose values have an order. */
export const checkRelationOrders: Rule = (program, reporter) => {
  for (const end of program.roles.keys()) {
    const order = readFieldAttribute(end.field.declaration.attributes, "orderBy");
    if (order === undefined) continue;
    if (end.isList) {
      checkEntries(end, program, reporter);
      continue;
    }
    const span = { ...order.node.span, end: order.node.name.span.end };
    reporter.report("check/nothing-to-order", span, { name: `${end.model.name}.${end.name}`, target: end.target.name });
  }
};

function checkEntries(end: RelationEnd, { keys }: CheckedProgram, { report, reportUnknown }: Reporter): void {
  const { target } = end;
  const seen = new Set<string>();
  for (const { value: entry } of readOrderEntries(end)) {
    const meaning = keys.resolve(target, entry.text);
    if (meaning.kind === "unknown") {
      if (!target.isIncomplete)
        reportUnknown("check/unknown-field", entry, listFieldNames(target, keys), { model: target.name });
      continue;
    }
    const reason = findObstacle(meaning);
    if (reason !== undefined) report("check/unsortable-field", entry.span, { name: entry.text, reason });
    const names = meaning.kind === "stored" ? meaning.fields.map((field) => field.name) : [entry.text];
    const repeated = names.find((name) => seen.has(name));
    if (repeated !== undefined) report("check/duplicate-key-field", entry.span, { name: repeated });
    for (const name of names) seen.add(name);
  }
}

function findObstacle(meaning: KeyNameMeaning): string | undefined {
  if (meaning.kind !== "stored") return describeKeyless(meaning);
  return meaning.fields.map(findFieldObstacle).find((reason) => reason !== undefined);
}

/** What every database can sort, and the client lets a call sort by. */
function findFieldObstacle(field: StoredField): string | undefined {
  const { isList, type } = field;
  if (isIgnored(field)) return "ignored";
  if (isList) return "a list";
  return isSortable({ type }) ? undefined : `\`${type.name}\`, whose values have no order`;
}
