import type { IOrAlt, IToken, ParserMethod } from "chevrotain";
import type { Argument, Expression, ObjectEntry } from "../ast.js";
import {
  buildArgument,
  buildEntry,
  buildList,
  buildNamed,
  buildNumber,
  buildObject,
  buildString,
  buildVariable,
  type ArgumentList,
} from "./build-expression.js";
import { EmbeddedActionsParser } from "./chevrotain.js";
import { expectationProvider } from "./expectations.js";
import { endOf } from "./locate-token.js";
import {
  Colon,
  Comma,
  LeftBrace,
  LeftParenthesis,
  LeftSquare,
  Name,
  NumberText,
  RightBrace,
  RightParenthesis,
  RightSquare,
  SingleQuotedText,
  StringText,
  tokenTypes,
  UnterminatedString,
  Variable,
} from "./tokens.js";

export type Rule<Result> = ParserMethod<[], Result>;

/**
 * The grammar of values and argument lists: LL(1), but for the colon that tells a named argument. Its rules build nodes
 * of the AST as they go; `ACTION` marks what must not run while chevrotain records the grammar.
 */
export abstract class ExpressionGrammar extends EmbeddedActionsParser {
  /** The path of the file the tokens are of: every span carries it. */
  protected file = "";

  /** @param isValidated Whether chevrotain checks the grammar for ambiguities: a test's business, being slow. */
  protected constructor(isValidated: boolean) {
    super(tokenTypes, {
      maxLookahead: 1,
      recoveryEnabled: false,
      errorMessageProvider: expectationProvider,
      skipValidations: !isValidated,
    });
  }

  protected readonly argumentList: Rule<ArgumentList> = this.RULE("argumentList", () => {
    const items: Argument[] = [];
    this.CONSUME(LeftParenthesis);
    this.MANY_SEP({
      SEP: Comma,
      DEF: () => {
        const name = this.OPTION({ GATE: () => this.LA(2).tokenType === Colon, DEF: () => this.nameBeforeColon() });
        const value = this.SUBRULE(this.expression);
        this.ACTION(() => items.push(buildArgument(this.file, name, value)));
      },
    });
    const close = this.CONSUME(RightParenthesis);
    return this.ACTION(() => ({ items: Object.freeze(items), end: endOf(close) }));
  });

  protected readonly expression: Rule<Expression> = this.RULE("expression", () => this.OR(this.value));

  /** Made once, not for each value that is read: these are most of what reading a file would make and throw away. */
  private readonly value: { readonly DEF: IOrAlt<Expression>[]; readonly ERR_MSG: string } = {
    DEF: [
      {
        ALT: () => {
          const token = this.CONSUME(Name);
          const written = this.OPTION(() => this.SUBRULE(this.argumentList));
          return this.ACTION(() => buildNamed(this.file, token, written));
        },
      },
      { ALT: () => buildString(this.file, this.CONSUME(StringText)) },
      { ALT: () => buildString(this.file, this.CONSUME(SingleQuotedText)) },
      { ALT: () => buildString(this.file, this.CONSUME(UnterminatedString)) },
      { ALT: () => buildNumber(this.file, this.CONSUME(NumberText)) },
      { ALT: () => buildVariable(this.file, this.CONSUME(Variable)) },
      { ALT: () => this.SUBRULE(this.list) },
      { ALT: () => this.SUBRULE(this.object) },
    ],
    ERR_MSG: "a value",
  };

  private readonly list: Rule<Expression> = this.RULE("list", () => {
    const items: Expression[] = [];
    const open = this.CONSUME(LeftSquare);
    this.MANY_SEP({ SEP: Comma, DEF: () => items.push(this.SUBRULE(this.expression)) });
    const close = this.CONSUME(RightSquare);
    return this.ACTION(() => buildList(this.file, open, items, close));
  });

  private readonly object: Rule<Expression> = this.RULE("object", () => {
    const entries: ObjectEntry[] = [];
    const open = this.CONSUME(LeftBrace);
    this.MANY_SEP({ SEP: Comma, DEF: () => entries.push(this.SUBRULE(this.entry)) });
    const close = this.CONSUME(RightBrace);
    return this.ACTION(() => buildObject(this.file, open, entries, close));
  });

  private readonly entry: Rule<ObjectEntry> = this.RULE("entry", () => {
    const key = this.OR<IToken>({
      DEF: [
        { ALT: () => this.CONSUME(Name) },
        { ALT: () => this.CONSUME(StringText) },
        { ALT: () => this.CONSUME(SingleQuotedText) },
      ],
      ERR_MSG: "the name of an entry",
    });
    this.CONSUME(Colon);
    const value = this.SUBRULE(this.expression);
    return this.ACTION(() => buildEntry(this.file, key, key.tokenType !== Name, value));
  });

  /** Part of `argumentList`, not a rule of its own: a rule costs as much as what this one would do. */
  private nameBeforeColon(): IToken {
    const token = this.CONSUME(Name);
    this.CONSUME(Colon);
    return token;
  }
}
