import { describeKeyless } from "../describe-keyless.js";
import { findInheritedField } from "../inherited-field.js";
import { listFieldNames } from "../field-names.js";
import { isIgnored } from "../is-ignored.js";
import type { KeyDeclaration } from "../key-declarations.js";
import type { KeyNameMeaning, StoredField } from "../keys.js";
import type { BoundModel } from "../program.js";
import type { RelationRoles } from "../relation-role.js";
import type { CheckedProgram, Reporter, Rule } from "../rule.js";

/** Keys and indexes are over fields that exist, each once, and that can be part of them. */
export const checkKeyFields: Rule = (program, reporter) => {
  for (const [model, declarations] of program.keys.declarations) {
    for (const key of declarations) checkKey(key, model, program, reporter);
  }
};

function checkKey(key: KeyDeclaration, model: BoundModel, { keys, roles }: CheckedProgram, reporter: Reporter): void {
  const { report, reportUnknown } = reporter;
  if (key.entries.length === 0 && !key.options.expr)
    report("check/empty-key", key.span, { name: `@@${key.node.name.text}` });
  const seen = new Set<string>();
  for (const entry of key.entries) {
    const meaning = keys.resolve(model, entry.text);
    if (meaning.kind === "unknown") {
      if (!model.isIncomplete)
        reportUnknown("check/unknown-field", entry, listFieldNames(model, keys), { model: model.name });
      continue;
    }
    // On the arc itself another rule refuses the attribute.
    if (meaning.kind === "arc" && key.node.scope === "field") continue;
    const reason = findInheritedField(meaning, model, keys) ?? findObstacle(meaning, key, roles);
    if (reason !== undefined) {
      report("check/unsuitable-key-field", entry.span, { name: entry.text, reason, key: keyNames[key.kind] });
    }
    const names = meaning.kind === "stored" ? meaning.fields.map((field) => field.name) : [entry.text];
    const repeated = names.find((name) => seen.has(name));
    if (repeated !== undefined) report("check/duplicate-key-field", entry.span, { name: repeated });
    for (const name of names) seen.add(name);
  }
}

const keyNames = { id: "a primary key", unique: "a unique key", index: "an index" } as const;

function findObstacle(meaning: KeyNameMeaning, { kind }: KeyDeclaration, roles: RelationRoles): string | undefined {
  if (meaning.kind === "keyless") {
    const role = roles.get(meaning.relation);
    if (role?.kind !== "inverse") return "a many-to-many relation";
    return `the side of a relation without the key (\`${role.owning.model.name}.${role.owning.name}\` has it)`;
  }
  if (meaning.kind === "arc") return describeKeyless(meaning);
  if (meaning.kind !== "stored" || kind === "index") return undefined;
  for (const field of meaning.fields) {
    const reason = findFieldObstacle(field, kind);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function findFieldObstacle(field: StoredField, kind: "id" | "unique"): string | undefined {
  const { isList, isNullable, type } = field;
  if (kind === "id" && isIgnored(field)) return "ignored";
  if (isList) return "a list";
  if (type.name === "Json" && type.kind === "scalar") return "`Json`, whose values are not compared,";
  if (type.kind === "object") return "a value object, which is not compared as a whole,";
  return kind === "id" && isNullable ? "optional" : undefined;
}
