import type { StoredField } from "../keys.js";
import type { Rule } from "../rule.js";

/** An index is over types that its method knows, or says by which operators it is searched. */
export const checkIndexedTypes: Rule = ({ keys, dialects, targets }, { report }) => {
  const used = (dialects ?? []).filter(({ name }) => targets.includes(name));
  for (const [model, declarations] of used.length === 0 ? [] : keys.declarations) {
    for (const { entries, options } of declarations) {
      const method = options.using?.value;
      if (method === undefined || options.ops) continue;
      for (const entry of entries.filter(({ ops }) => ops === undefined)) {
        const meaning = keys.resolve(model, entry.text);
        const fields = meaning.kind === "stored" ? meaning.fields.filter((field) => !hasNativeType(field)) : [];
        for (const dialect of used.filter(({ name }) => (options.dialect?.value ?? name) === name)) {
          const without = dialect.typesWithoutOperators[method] ?? [];
          const unknown = fields.find((field) => without.includes(nameIndexedType(field)));
          if (unknown === undefined) continue;
          const reason = `${describeIndexedType(unknown)}, for which ${dialect.name} has no operators there without \`ops\`,`;
          report("check/unsuitable-key-field", entry.span, { name: entry.text, reason, key: `a \`${method}\` index` });
        }
      }
    }
  }
};

function describeIndexedType({ type, isList }: StoredField): string {
  if (type.kind === "object") return "a value object";
  return isList ? "a list" : type.kind === "enum" ? "an enum" : `\`${type.name}\``;
}

function nameIndexedType({ type, isList }: StoredField): string {
  // A list of them is one JSON value too.
  if (type.kind === "object") return "Json";
  return isList ? "List" : type.kind === "enum" ? "Enum" : type.name;
}

/** Of a type in the words of a database nothing is known. */
function hasNativeType({ origin }: StoredField): boolean {
  return origin.kind === "declared" && origin.field.declaration.attributes.some(({ name }) => name.text === "db");
}
