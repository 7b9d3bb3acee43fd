import type { IParserErrorMessageProvider, IToken, TokenType } from "chevrotain";
import { isClosing, isOpening } from "./line-shapes.js";

/** What may still follow a line that is complete as it stands. */
const continuations: Readonly<Record<string, string>> = {
  plainHeader: "`{`",
  modelHeader: "`extends`, `with` or `{`",
  mixinHeader: "`with` or `{`",
  queryHeader: "`(` or `{`",
  field: "an attribute or the end of the line",
  enumMember: "an attribute or the end of the line",
  blockAttribute: "the end of the line",
  clause: "the end of the line",
};

/** The name of a thing where the grammar's rule says more than the token. */
const things: Readonly<Record<string, string>> = {
  plainHeader: "the name of the block",
  modelHeader: "the name of the model",
  mixinHeader: "the name of the mixin",
  fieldHead: "the name of a field",
  enumMember: "the name of a member",
  typeReference: "a type",
  mixins: "the name of a mixin",
  clause: "the name of a clause",
  queryName: "the name of the query, `Model.name`",
};

/**
 * Makes the `message` of a parser's exception the phrase that says what was expected; the diagnostic around it is made
 * where the exception is read.
 */
export const expectationProvider: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected, previous, ruleName }) => describeExpected(expected, previous, ruleName),
  buildNotAllInputParsedMessage: ({ ruleName }) => continuations[ruleName] ?? "the end of the line",
  buildNoViableAltMessage: ({ customUserDescription }) => customUserDescription ?? "something else",
  buildEarlyExitMessage: ({ customUserDescription }) => customUserDescription ?? "something else",
};

/** What stands between the brackets of a rule; the brackets of the others are no list. */
const elements: Readonly<Record<string, string>> = {
  argumentList: "a value",
  list: "a value",
  object: "an entry",
  queryHeader: "a parameter",
};

function describeExpected(expected: TokenType, previous: IToken, ruleName: string): string {
  const label = expected.LABEL ?? expected.name;
  if (expected.name === "Name") return things[ruleName] ?? label;
  const element = elements[ruleName];
  if (element === undefined || !isClosing({ tokenType: expected })) return label;
  return isOpening(previous) ? `${element} or ${label}` : `\`,\` or ${label}`;
}
