import type { StoredField } from "../keys.js";
import { readFieldAttribute } from "../read-attribute.js";
import type { Rule } from "../rule.js";

/** What the database computes nobody else sets, and no row is known by it. */
export const checkGeneratedFields: Rule = ({ fields, keys, hasAttribute }, { report }) => {
  if (!hasAttribute("generated")) return;
  for (const { name, declaration } of fields) {
    if (!readFieldAttribute(declaration.attributes, "generated")) continue;
    for (const other of ["default", "updatedAt"] as const) {
      const attribute = readFieldAttribute(declaration.attributes, other);
      if (attribute === undefined) continue;
      report("check/generated-conflict", attribute.node.span, { field: name, what: `have \`@${other}\`` });
    }
  }
  for (const stored of keys.primaryKeys.values()) reportGenerated(stored, "be part of the primary key");
  for (const [model, declarations] of keys.declarations) {
    for (const { kind, entries } of declarations) {
      const meanings = entries.map((entry) => keys.resolve(model, entry.text));
      const inKey = meanings.flatMap((meaning) => (meaning.kind === "stored" ? meaning.fields : []));
      // Not every database keeps an index of what it does not keep itself.
      if (kind !== "id") reportGenerated(inKey, "be indexed unless it is `stored`", "virtual");
    }
  }
  for (const { fields: stored, isImplied } of keys.relationKeys.values()) {
    if (!isImplied) reportGenerated(stored, "be the key of a relation");
  }

  function reportGenerated(stored: readonly StoredField[], what: string, storage?: "virtual"): void {
    for (const { name, origin } of stored) {
      const attributes = origin.kind === "declared" ? origin.field.declaration.attributes : [];
      const generated = readFieldAttribute(attributes, "generated");
      const isMeant = storage === undefined || generated?.values.storage?.value === storage;
      if (generated && isMeant) report("check/generated-conflict", generated.node.span, { field: name, what });
    }
  }
};
