import type { BoundModel } from "../program.js";
import { isView } from "../program.js";
import { readBlockAttributes } from "../read-attribute.js";
import type { CheckedProgram, Reporter, Rule } from "../rule.js";

/** A view says once for every database that the schema is for what it reads, and has fields to read it into. */
export const checkViewSql: Rule = (program, reporter) => {
  for (const model of program.models) if (isView(model)) checkView(model, program, reporter);
};

function checkView(model: BoundModel, { targets }: CheckedProgram, { report }: Reporter): void {
  const { name: view, declaration, isIncomplete, fields } = model;
  if (fields.length === 0 && !isIncomplete) report("check/empty-view", declaration.name.span, { view });
  const written = readBlockAttributes(model.attributes, "sql");
  const first = new Map<string | undefined, (typeof written)[number]>();
  for (const each of written) {
    const dialect = each.values.dialect?.value;
    const earlier = first.get(dialect);
    if (earlier === undefined) first.set(dialect, each);
    else {
      const related = [{ span: earlier.node.span, message: "It is said here first" }];
      report("check/repeated-view-sql", each.node.span, { view, dialect }, { related });
    }
  }
  if (isIncomplete || first.has(undefined)) return;
  if (first.size === 0) return report("check/missing-view-sql", declaration.name.span, { view, dialect: undefined });
  for (const dialect of targets) {
    if (!first.has(dialect)) report("check/missing-view-sql", declaration.name.span, { view, dialect });
  }
}
