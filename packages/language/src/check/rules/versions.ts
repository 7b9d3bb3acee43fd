import type { Fix } from "@joinery/schema";
import type { Attribute } from "../../ast.js";
import type { StoredField } from "../keys.js";
import { isFieldType } from "../program.js";
import type { BoundField } from "../program.js";
import { readFieldAttribute } from "../read-attribute.js";
import type { CheckedProgram, Reporter, Rule } from "../rule.js";

/** What says otherwise where a value comes from, or keeps the client from counting. */
const conflicting = ["default", "generated", "ignore"] as const;

/** `@version` counts: a number, set by nothing else, by which no row is known; one a model. */
export const checkVersions: Rule = (program, reporter) => {
  if (!program.hasAttribute("version")) return;
  for (const field of program.fields) checkField(field, reporter);
  checkKeys(program, reporter);
  for (const { name: model, fields } of program.models) {
    const [first, ...others] = fields.filter((field) => findVersion(field));
    for (const other of others) {
      const message = `\`${first!.name}\` is declared here`;
      const related = [{ span: first!.declaration.name.span, message }];
      const parameters = { model, field: first!.name };
      reporter.report("check/multiple-versions", findVersion(other)!.span, parameters, { related });
    }
  }
};

function checkField(field: BoundField, { report, textOf }: Reporter): void {
  const { name, type, declaration } = field;
  const version = findVersion(field);
  if (version === undefined || !isFieldType(type)) return;
  const { isList, isNullable } = declaration.type;
  const isNumber = type.name === "Int" || type.name === "BigInt";
  if (!isNumber || isList || isNullable) report("check/version-type", version.span, { field: name });
  for (const other of conflicting) {
    const { node } = readFieldAttribute(declaration.attributes, other) ?? {};
    if (node === undefined) continue;
    const fixes = [removeAttribute(node, textOf(node.span.file))];
    report("check/version-conflict", node.span, { field: name, what: `have \`@${other}\`` }, { fixes });
  }
}

function checkKeys({ keys }: CheckedProgram, { report }: Reporter): void {
  const reportIn = (stored: readonly StoredField[], what: string) => {
    for (const { name, origin } of stored) {
      const version = origin.kind === "declared" ? findVersion(origin.field) : undefined;
      if (version) report("check/version-conflict", version.span, { field: name, what });
    }
  };
  for (const stored of keys.primaryKeys.values()) reportIn(stored, "be part of the primary key");
  for (const { fields } of keys.relationKeys.values()) reportIn(fields, "be the key of a relation");
}

function findVersion({ declaration }: BoundField): Attribute | undefined {
  return readFieldAttribute(declaration.attributes, "version")?.node;
}

function removeAttribute({ name, span }: Attribute, text: string): Fix {
  const before = text.slice(0, span.start);
  const start = before.trimEnd().length;
  return { title: `Remove \`@${name.text}\``, edits: [{ span: { ...span, start }, newText: "" }] };
}
