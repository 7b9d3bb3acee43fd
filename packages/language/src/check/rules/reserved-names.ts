import type { Name } from "../../ast.js";
import { objectWords } from "../object-words.js";
import { isScalarName } from "../program.js";
import type { Rule } from "../rule.js";

/** Words that cannot name a class or a type in TypeScript. */
const languageWords = splitSet(
  "abstract any arguments as async await bigint boolean break case catch class const continue debugger declare default",
  "delete do else enum eval export extends false finally for from function get if implements import in infer",
  "instanceof interface is keyof let module namespace never new null number object of package private protected public",
  "readonly return set static string super switch symbol this throw true try type typeof undefined unknown var void",
  "while with yield",
);

/** Globals that every generated file stands on. */
const globals = splitSet("Array Function Number Object Promise Readonly ReadonlyArray Symbol Uint8Array");

/** Methods of a loaded row, and words of filters. */
const rowWords = splitSet("load toJSON AND NOT OR");

/**
 * Names that the generated code, or JavaScript itself, needs for something else. What the client has beside its models
 * (`transaction`, `session`, …) takes no name from them: a model is found there under its plural.
 */
export const checkReservedNames: Rule = ({ symbols, fields, parts, enums }, { report }) => {
  const refuse = ({ text, span }: Name, reason: string | undefined): void => {
    if (reason !== undefined) report("check/reserved-name", span, { name: text, reason });
  };
  for (const symbol of symbols.values()) {
    const { name } = "declaration" in symbol ? symbol.declaration : symbol;
    refuse(name, reasonAgainstType(name.text));
  }
  for (const { declaration } of [...fields, ...parts]) {
    refuse(declaration.name, reasonAgainstField(declaration.name.text));
  }
  for (const { name } of enums.flatMap((each) => each.members)) {
    refuse(name, name.text === "__proto__" ? "every JavaScript object has it" : undefined);
  }
};

function reasonAgainstType(name: string): string | undefined {
  if (isScalarName(name)) return "it is a built-in type";
  if (languageWords.has(name)) return "it is a word of TypeScript";
  return globals.has(name) || objectWords.has(name) ? "JavaScript has something of that name" : undefined;
}

/** Why no field or relation can be called so, if so. */
export function reasonAgainstField(name: string): string | undefined {
  if (objectWords.has(name)) return "every JavaScript object has it";
  return rowWords.has(name) ? "loaded rows and filters use it for something else" : undefined;
}

function splitSet(...lines: readonly string[]): ReadonlySet<string> {
  return new Set(lines.flatMap((line) => line.split(" ")));
}
