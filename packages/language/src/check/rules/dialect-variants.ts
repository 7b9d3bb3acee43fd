import type { BoundField } from "../program.js";
import { readVariants } from "../read-variants.js";
import type { Reporter, Rule } from "../rule.js";

/** What is said of a field for one database is in the words of that database, and where it must be it is said for each of them. */
export const checkDialectVariants: Rule = ({ fields, parts, targets }, reporter) => {
  for (const field of fields) {
    reportValues(field, true, reporter);
    reportMissing(field, targets, reporter);
  }
  for (const part of parts) reportValues(part, false, reporter);
};

/** A value means the same everywhere: only SQL has a reason to be another in each database. */
function reportValues({ declaration }: BoundField, maySaySql: boolean, { report }: Reporter): void {
  for (const { node, values, dialect } of readVariants(declaration.attributes, "default").own) {
    const value = values.value?.value;
    if (value === undefined) continue;
    const isSql = value.kind === "call" && value.name.text === "sql";
    if (!isSql || !maySaySql) report("check/dialect-default", node.span, { dialect });
  }
}

function reportMissing({ name, declaration }: BoundField, targets: readonly string[], { report }: Reporter): void {
  const { plain, own } = readVariants(declaration.attributes, "generated");
  if (plain !== undefined || own.length === 0) return;
  for (const dialect of targets) {
    if (own.every((each) => each.dialect !== dialect))
      report("check/missing-generated", own[0]!.node.span, { field: name, dialect });
  }
}
