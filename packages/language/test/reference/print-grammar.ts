import { LineGrammar } from "../../src/parse/grammar.js";
import { BlockAttribute, FieldAttribute, Name, NumberText, tokenTypes, Variable } from "../../src/parse/tokens.js";

/** What chevrotain tells of a rule, as far as it is printed. */
interface Production {
  readonly type: string;
  readonly name?: string;
  /** Of a token, and where a name is a word at this place, the word. */
  readonly label?: string;
  readonly terminalLabel?: string;
  readonly definition?: readonly Production[];
  readonly separator?: Production;
}

/** Blocks are found before lines are read: this much of the grammar is not chevrotain's. */
const blocks = `file = declaration*
declaration = "model" modelHeader "{" (field | blockAttribute)* "}"
            | "mixin" mixinHeader "{" (field | blockAttribute)* "}"
            | "type" plainHeader "{" field* "}"
            | "enum" plainHeader "{" (enumMember | blockAttribute)* "}"
            | "view" plainHeader "{" (field | blockAttribute)* "}"
            | "query" queryHeader "{" clause* "}"`;
const roots = ["modelHeader", "mixinHeader", "plainHeader", "queryHeader", "field", "enumMember", "blockAttribute"];

/** Written by hand where a token is matched by code and not by a pattern. */
const stringText = `StringText = '"' ([^"\\\\\\r\\n] | escape)* '"'
escape = "\\" ('"' | "\\" | "n" | "r" | "t" | "u" hex{4} | "u{" hex{1,6} "}")
hex = /[0-9a-fA-F]/`;

/** The grammar that reads `.model` files, rule by rule from the top, and what its tokens look like. */
export function printGrammar(): string {
  const rules = new Map<string, Production>();
  const productions: readonly Production[] = new LineGrammar({ isValidated: false }).getSerializedGastProductions();
  for (const production of productions) rules.set(production.name ?? "", production);
  const printed = new Map<string, string>();
  const waiting = [...roots, "clause"];
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    if (printed.has(name)) continue;
    const definition = rules.get(name)?.definition ?? [];
    printed.set(name, `${name} = ${printAll(definition).replace(/^\(([^()]*)\)$/, "$1")}`);
    waiting.push(...definition.flatMap(listRules));
  }
  const patterns = [Name, NumberText, Variable, FieldAttribute, BlockAttribute].map(
    ({ name, PATTERN }) => `${name} = /${PATTERN instanceof RegExp ? PATTERN.source : ""}/`,
  );
  return ["```ebnf", blocks, "", ...printed.values(), "", ...patterns, stringText, "```"].join("\n");
}

function listRules({ type, name, definition = [] }: Production): readonly string[] {
  return type === "NonTerminal" ? [name ?? ""] : definition.flatMap(listRules);
}

function printAll(productions: readonly Production[]): string {
  return productions.map(print).join(" ");
}

function print(production: Production): string {
  const { type, name = "", definition = [] } = production;
  switch (type) {
    case "Terminal":
      return printToken(production);
    case "NonTerminal":
      return name;
    case "Option":
      return `${group(definition)}?`;
    case "Repetition":
      return `${group(definition)}*`;
    case "RepetitionWithSeparator":
      return `(${printList(production)})?`;
    case "RepetitionMandatoryWithSeparator":
      return printList(production);
    case "Alternation":
      return printAlternatives(definition);
    default:
      throw new Error(`The printer of the grammar does not know ${type}.`);
  }
}

function printList({ definition = [], separator }: Production): string {
  const item = printAll(definition);
  return `${item} (${separator === undefined ? "" : printToken(separator)} ${item})*`;
}

/** Without what is read only to be refused with a better message. */
function printAlternatives(alternatives: readonly Production[]): string {
  const bodies = alternatives.map(({ definition = [] }) => definition);
  const allowed = bodies.filter(([first]) => !["SingleQuotedText", "UnterminatedString"].includes(first?.name ?? ""));
  const text = allowed.map(printAll).join(" | ");
  return `(${text})`;
}

function group(definition: readonly Production[]): string {
  const text = printAll(definition);
  return /^\w+$/.test(text) ? text : `(${text})`;
}

function printToken({ name = "", label = "", terminalLabel }: Production): string {
  if (terminalLabel !== undefined) return `"${terminalLabel}"`;
  const isPunctuation = label.startsWith("`") && tokenTypes.some((token) => token.name === name);
  return isPunctuation ? `"${label.slice(1, -1)}"` : name;
}
