import type { DialectFeatures } from "../dialect-features.js";
import type { KeyDeclaration } from "../key-declarations.js";
import { isView } from "../program.js";
import type { Rule } from "../rule.js";
import type { Located } from "../signature.js";

/** The databases that the schema is for have what it asks of them, unless `dialect:` limits it to one that has. */
export const checkDialectFeatures: Rule = ({ keys, dialects, targets }, { report }) => {
  const used = (dialects ?? []).filter(({ name }) => targets.includes(name));
  for (const [model, declarations] of used.length === 0 ? [] : keys.declarations) {
    const keeping = isView(model) ? used.filter((dialect) => dialect.hasMaterializedViews) : used;
    for (const key of declarations) {
      const only = key.options.dialect?.value;
      for (const dialect of keeping.filter(({ name }) => only === undefined || only === name)) {
        for (const [option, { argument }] of findLacking(key, dialect)) {
          report("check/not-in-dialect", argument.span, { what: `\`${option}\``, dialect: dialect.name });
        }
        const entry = dialect.hasOperatorClasses ? undefined : key.entries.find(({ ops }) => ops !== undefined);
        if (entry) report("check/not-in-dialect", entry.span, { what: "`ops`", dialect: dialect.name });
      }
    }
  }
};

function findLacking({ options }: KeyDeclaration, dialect: DialectFeatures): [string, Located<unknown>][] {
  const asked: [string, Located<unknown> | undefined, boolean][] = [
    ["using", options.using, dialect.indexMethods.includes(options.using?.value ?? "")],
    ["include", options.include, dialect.hasCoveringIndexes],
    ["ops", options.ops, dialect.hasOperatorClasses],
    ["nullsNotDistinct", options.nullsNotDistinct, dialect.hasNullsNotDistinct],
    ["deferrable", options.deferrable, dialect.hasDeferrableUniques],
  ];
  return asked.flatMap(([name, given, isThere]): [string, Located<unknown>][] =>
    given !== undefined && given.value !== false && !isThere ? [[name, given]] : [],
  );
}
