import { CstParser, type CstNode, type IToken, type ParserMethod } from "chevrotain";
import { expectationProvider } from "./expectations.js";
import {
  Bar,
  BlockAttribute,
  Colon,
  Comma,
  Dot,
  Equals,
  FieldAttribute,
  LeftBrace,
  LeftParenthesis,
  LeftSquare,
  Name,
  NumberText,
  Question,
  RightBrace,
  RightParenthesis,
  RightSquare,
  SingleQuotedText,
  StringText,
  tokenTypes,
  UnterminatedString,
  Variable,
} from "./tokens.js";

/** A rule that reads a whole logical line. */
export type LineRule =
  "baseHeader" | "modelHeader" | "mixinHeader" | "queryHeader" | "field" | "enumMember" | "blockAttribute" | "clause";

/** A rule that reads as much of a broken line as can be used: a field without its attributes, a query without its parameters. */
export type PrefixRule = "fieldHead" | "queryName" | "memberName";

type Rule = ParserMethod<[], CstNode>;

/**
 * The grammar of one logical line, LL(1) but for the colon of a named argument. Blocks and line ends are no part of it:
 * they are found before (see `findBlocks`), so each line is read on its own and recovery needs no guessing.
 */
export class LineGrammar extends CstParser {
  constructor({ isValidated }: { readonly isValidated: boolean }) {
    super(tokenTypes, {
      maxLookahead: 1,
      recoveryEnabled: false,
      nodeLocationTracking: "none",
      errorMessageProvider: expectationProvider,
      skipValidations: !isValidated,
    });
    this.performSelfAnalysis();
  }

  /** `type`, `enum`, `view`: the name and nothing else. */
  readonly baseHeader: Rule = this.RULE("baseHeader", () => {
    this.CONSUME(Name);
  });

  readonly modelHeader: Rule = this.RULE("modelHeader", () => {
    this.CONSUME(Name);
    this.OPTION({
      GATE: () => this.LA(1).image === "extends",
      DEF: () => {
        this.CONSUME1(Name, { LABEL: "keyword" });
        this.CONSUME2(Name, { LABEL: "extends" });
      },
    });
    this.SUBRULE(this.mixins);
  });

  readonly mixinHeader: Rule = this.RULE("mixinHeader", () => {
    this.CONSUME(Name);
    this.SUBRULE(this.mixins);
  });

  private readonly mixins: Rule = this.RULE("mixins", () => {
    this.OPTION({
      GATE: () => this.LA(1).image === "with",
      DEF: () => {
        this.CONSUME(Name, { LABEL: "keyword" });
        this.AT_LEAST_ONE_SEP({ SEP: Comma, DEF: () => this.CONSUME1(Name), ERR_MSG: "the name of a mixin" });
      },
    });
  });

  readonly queryHeader: Rule = this.RULE("queryHeader", () => {
    this.SUBRULE(this.queryName);
    this.OPTION(() => {
      this.CONSUME(LeftParenthesis);
      this.MANY_SEP({ SEP: Comma, DEF: () => this.SUBRULE(this.parameter) });
      this.CONSUME(RightParenthesis);
    });
  });

  readonly queryName: Rule = this.RULE("queryName", () => {
    this.CONSUME(Name, { LABEL: "model" });
    this.CONSUME(Dot);
    this.CONSUME1(Name, { LABEL: "name" });
  });

  private readonly parameter: Rule = this.RULE("parameter", () => {
    this.CONSUME(Variable);
    this.CONSUME(Colon);
    this.SUBRULE(this.typeReference);
    this.OPTION(() => {
      this.CONSUME(Equals);
      this.SUBRULE(this.expression);
    });
  });

  readonly field: Rule = this.RULE("field", () => {
    this.SUBRULE(this.fieldHead);
    this.MANY(() => this.SUBRULE(this.fieldAttribute));
  });

  readonly fieldHead: Rule = this.RULE("fieldHead", () => {
    this.CONSUME(Name);
    this.SUBRULE(this.typeReference);
  });

  private readonly typeReference: Rule = this.RULE("typeReference", () => {
    this.AT_LEAST_ONE_SEP({ SEP: Bar, DEF: () => this.SUBRULE(this.namedType), ERR_MSG: "a type" });
  });

  private readonly namedType: Rule = this.RULE("namedType", () => {
    this.CONSUME(Name);
    this.OPTION(() => this.SUBRULE(this.argumentList));
    this.MANY(() => this.SUBRULE(this.typeSuffix));
  });

  private readonly typeSuffix: Rule = this.RULE("typeSuffix", () => {
    this.OR([
      { ALT: () => this.CONSUME(Question) },
      {
        ALT: () => {
          this.CONSUME(LeftSquare);
          this.CONSUME(RightSquare);
        },
      },
    ]);
  });

  readonly enumMember: Rule = this.RULE("enumMember", () => {
    this.CONSUME(Name);
    this.MANY(() => this.SUBRULE(this.fieldAttribute));
  });

  readonly memberName: Rule = this.RULE("memberName", () => {
    this.CONSUME(Name);
  });

  private readonly fieldAttribute: Rule = this.RULE("fieldAttribute", () => {
    this.CONSUME(FieldAttribute);
    this.OPTION(() => this.SUBRULE(this.argumentList));
  });

  readonly blockAttribute: Rule = this.RULE("blockAttribute", () => {
    this.CONSUME(BlockAttribute);
    this.OPTION(() => this.SUBRULE(this.argumentList));
  });

  readonly clause: Rule = this.RULE("clause", () => {
    this.CONSUME(Name);
    this.SUBRULE(this.expression);
  });

  private readonly argumentList: Rule = this.RULE("argumentList", () => {
    this.CONSUME(LeftParenthesis);
    this.MANY_SEP({ SEP: Comma, DEF: () => this.SUBRULE(this.argument) });
    this.CONSUME(RightParenthesis);
  });

  private readonly argument: Rule = this.RULE("argument", () => {
    this.OPTION({
      GATE: () => this.LA(2).tokenType === Colon,
      DEF: () => {
        this.CONSUME(Name);
        this.CONSUME(Colon);
      },
    });
    this.SUBRULE(this.expression);
  });

  private readonly expression: Rule = this.RULE("expression", () => {
    this.OR({
      DEF: [
        { ALT: () => this.CONSUME(StringText) },
        { ALT: () => this.CONSUME(SingleQuotedText) },
        { ALT: () => this.CONSUME(UnterminatedString) },
        { ALT: () => this.CONSUME(NumberText) },
        { ALT: () => this.CONSUME(Variable) },
        {
          ALT: () => {
            this.CONSUME(Name);
            this.OPTION(() => this.SUBRULE(this.argumentList));
          },
        },
        { ALT: () => this.SUBRULE(this.list) },
        { ALT: () => this.SUBRULE(this.object) },
      ],
      ERR_MSG: "a value",
    });
  });

  private readonly list: Rule = this.RULE("list", () => {
    this.CONSUME(LeftSquare);
    this.MANY_SEP({ SEP: Comma, DEF: () => this.SUBRULE(this.expression) });
    this.CONSUME(RightSquare);
  });

  private readonly object: Rule = this.RULE("object", () => {
    this.CONSUME(LeftBrace);
    this.MANY_SEP({ SEP: Comma, DEF: () => this.SUBRULE(this.entry) });
    this.CONSUME(RightBrace);
  });

  private readonly entry: Rule = this.RULE("entry", () => {
    this.OR({
      DEF: [
        { ALT: () => this.CONSUME(Name) },
        { ALT: () => this.CONSUME(StringText) },
        { ALT: () => this.CONSUME(SingleQuotedText) },
      ],
      ERR_MSG: "a name",
    });
    this.CONSUME(Colon);
    this.SUBRULE(this.expression);
  });
}
