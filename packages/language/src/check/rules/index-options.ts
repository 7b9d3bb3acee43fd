import { describeKeyless } from "../describe-keyless.js";
import { findInheritedField } from "../inherited-field.js";
import { listFieldNames } from "../field-names.js";
import type { KeyDeclaration } from "../key-declarations.js";
import type { BoundModel } from "../program.js";
import type { CheckedProgram, Reporter, Rule } from "../rule.js";
import type { Located } from "../signature.js";

/** What an index is told fits together, and the fields that it includes are there. */
export const checkIndexOptions: Rule = (program, reporter) => {
  for (const [model, declarations] of program.keys.declarations) {
    for (const key of declarations) {
      checkMethod(key, reporter);
      checkIncluded(key, model, program, reporter);
    }
  }
};

/** What only some access methods can do, in every database that has them. */
function checkMethod({ options, entries }: KeyDeclaration, { report }: Reporter): void {
  const method = options.using?.value ?? "btree";
  if (method === "btree") return;
  const refuse = (option: Located<unknown>, name: string) =>
    report("check/index-method", option.argument.span, { method, option: name });
  if (options.unique?.value === true) refuse(options.unique, "unique");
  if (options.include && method !== "gist") refuse(options.include, "include");
  const sorted = entries.find((entry) => entry.sort !== undefined);
  if (sorted) report("check/index-method", sorted.span, { method, option: "sort" });
  if (method === "hash" && entries.length + (options.expr ? 1 : 0) > 1 && options.using) {
    report("check/index-method", options.using.argument.span, { method, option: undefined });
  }
}

function checkIncluded(
  { options, entries }: KeyDeclaration,
  model: BoundModel,
  { keys }: CheckedProgram,
  { report, reportUnknown }: Reporter,
): void {
  const { include } = options;
  if (include === undefined) return;
  if (include.value.length === 0) report("check/empty-key", include.argument.span, { name: "include" });
  const seen = new Set(entries.map((entry) => entry.text));
  for (const name of include.value) {
    const meaning = keys.resolve(model, name.text);
    if (seen.has(name.text)) report("check/duplicate-key-field", name.span, { name: name.text });
    else if (meaning.kind === "unknown" && !model.isIncomplete) {
      reportUnknown("check/unknown-field", name, listFieldNames(model, keys), { model: model.name });
    } else {
      const reason = describeKeyless(meaning) ?? findInheritedField(meaning, model, keys);
      const key = "an index";
      if (reason !== undefined) report("check/unsuitable-key-field", name.span, { name: name.text, reason, key });
    }
    seen.add(name.text);
  }
}
