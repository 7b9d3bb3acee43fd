import type { Diagnostic } from "@joinery/schema";
import type { IRecognitionException, IToken } from "chevrotain";
import type {
  Attribute,
  EnumMemberDeclaration,
  FieldDeclaration,
  Name as NameNode,
  NamedType,
  QueryClause,
  QueryParameter,
  TypeReference,
} from "../ast.js";
import { buildName } from "./build-expression.js";
import {
  buildAttribute,
  buildClause,
  buildEnumMember,
  buildField,
  buildNamedType,
  buildParameter,
  buildTypeReference,
  type FieldHead,
} from "./build-member.js";
import { EOF } from "./chevrotain.js";
import { ExpressionGrammar, type Rule } from "./expression-grammar.js";
import { endOf } from "./locate-token.js";
import {
  Bar,
  BlockAttribute,
  Colon,
  Comma,
  Dot,
  Equals,
  FieldAttribute,
  LeftParenthesis,
  LeftSquare,
  Name,
  Question,
  RightParenthesis,
  RightSquare,
  Variable,
} from "./tokens.js";
import { findSuffixMistake, type TypeSuffix } from "./type-suffix.js";

/** `User extends Base with Timestamps` and its simpler kin. */
export interface BlockHeader {
  readonly name: NameNode;
  readonly extends: NameNode | undefined;
  readonly mixins: readonly NameNode[];
}

/** `User.recentlyActive`, and where all of the header could be read its parameters. */
export interface QueryHeader {
  readonly model: NameNode;
  readonly name: NameNode;
  readonly parameters: readonly QueryParameter[];
}

/** What a rule made of a line. `value` is absent where there is an `error`, but for one about what follows it. */
export interface RuleResult<Value> {
  readonly value: Value | undefined;
  readonly error: IRecognitionException | undefined;
  /** Mistakes the grammar reads over. */
  readonly mistakes: readonly Diagnostic[];
}

type Rules = Pick<
  LineGrammar,
  | "plainHeader"
  | "modelHeader"
  | "mixinHeader"
  | "queryHeader"
  | "queryName"
  | "field"
  | "fieldHead"
  | "enumMember"
  | "memberName"
  | "blockAttribute"
  | "clause"
>;

/** The rules a line can be read by; what each gives. */
export type LineRules = { readonly [Key in keyof Rules]: ReturnType<Rules[Key]> };

const noMistakes: readonly never[] = [];

/**
 * The grammar of one logical line. Blocks and line ends are no part of it: they are found before (see `findBlocks`), so
 * each line is read on its own and recovery needs no guessing. Of a line that breaks a rule, a shorter rule
 * (`fieldHead`, `memberName`, `queryName`) reads what can be used.
 */
export class LineGrammar extends ExpressionGrammar {
  private mistakes: Diagnostic[] = [];

  constructor({ isValidated }: { readonly isValidated: boolean }) {
    super(isValidated);
    this.performSelfAnalysis();
  }

  /** Reads `tokens`, all of them, by one rule. */
  readBy<Key extends keyof LineRules>(rule: Key, file: string, tokens: IToken[]): RuleResult<LineRules[Key]> {
    this.file = file;
    this.mistakes = [];
    this.input = tokens;
    const value = (this[rule] as Rule<LineRules[Key] | undefined>)();
    if (value !== undefined && this.LA(1).tokenType === EOF)
      return { value, error: undefined, mistakes: this.mistakes };
    return { value, error: this.errors[0], mistakes: noMistakes };
  }

  /** Of a `type` or `enum`: the name and nothing else. */
  readonly plainHeader: Rule<BlockHeader> = this.RULE("plainHeader", () => {
    const name = this.CONSUME(Name);
    return this.ACTION(() => this.buildHeader(name, undefined, []));
  });

  readonly modelHeader: Rule<BlockHeader> = this.RULE("modelHeader", () => {
    const name = this.CONSUME(Name);
    const extended = this.OPTION({
      GATE: () => this.LA(1).image === "extends",
      DEF: () => {
        this.CONSUME1(Name, { LABEL: "extends" });
        return this.CONSUME2(Name);
      },
    });
    const mixins = this.SUBRULE(this.mixins);
    return this.ACTION(() => this.buildHeader(name, extended, mixins));
  });

  /** Of a `mixin` or `view`. */
  readonly mixinHeader: Rule<BlockHeader> = this.RULE("mixinHeader", () => {
    const name = this.CONSUME(Name);
    const mixins = this.SUBRULE(this.mixins);
    return this.ACTION(() => this.buildHeader(name, undefined, mixins));
  });

  private readonly mixins: Rule<IToken[]> = this.RULE("mixins", () => {
    const names: IToken[] = [];
    this.OPTION({
      GATE: () => this.LA(1).image === "with",
      DEF: () => {
        this.CONSUME(Name, { LABEL: "with" });
        this.AT_LEAST_ONE_SEP({
          SEP: Comma,
          DEF: () => names.push(this.CONSUME1(Name)),
          ERR_MSG: "the name of a mixin",
        });
      },
    });
    return names;
  });

  readonly queryHeader: Rule<QueryHeader> = this.RULE("queryHeader", () => {
    const parameters: QueryParameter[] = [];
    const header = this.SUBRULE(this.queryName);
    this.OPTION(() => {
      this.CONSUME(LeftParenthesis);
      this.MANY_SEP({ SEP: Comma, DEF: () => parameters.push(this.SUBRULE(this.parameter)) });
      this.CONSUME(RightParenthesis);
    });
    return this.ACTION(() => ({ ...header, parameters: Object.freeze(parameters) }));
  });

  readonly queryName: Rule<QueryHeader> = this.RULE("queryName", () => {
    const model = this.CONSUME(Name);
    this.CONSUME(Dot);
    const name = this.CONSUME1(Name);
    return this.ACTION(() => ({
      model: buildName(this.file, model),
      name: buildName(this.file, name),
      parameters: noParameters,
    }));
  });

  private readonly parameter: Rule<QueryParameter> = this.RULE("parameter", () => {
    const variable = this.CONSUME(Variable);
    this.CONSUME(Colon);
    const type = this.SUBRULE(this.typeReference);
    const value = this.OPTION(() => {
      this.CONSUME(Equals);
      return this.SUBRULE(this.expression);
    });
    return this.ACTION(() => buildParameter(this.file, variable, type, value));
  });

  readonly field: Rule<FieldDeclaration> = this.RULE("field", () => {
    const attributes: Attribute[] = [];
    const head = this.SUBRULE(this.fieldHead);
    this.MANY(() => attributes.push(this.SUBRULE(this.fieldAttribute)));
    return this.ACTION(() => buildField(this.file, head, attributes));
  });

  readonly fieldHead: Rule<FieldHead> = this.RULE("fieldHead", () => {
    const name = this.CONSUME(Name);
    const type = this.SUBRULE(this.typeReference);
    return this.ACTION(() => ({ name: buildName(this.file, name), type }));
  });

  private readonly typeReference: Rule<TypeReference> = this.RULE("typeReference", () => {
    const alternatives: NamedType[] = [];
    const suffixes: TypeSuffix[] = [];
    this.AT_LEAST_ONE_SEP({
      SEP: Bar,
      DEF: () => {
        const name = this.CONSUME(Name);
        const written = this.OPTION(() => this.SUBRULE(this.argumentList));
        this.ACTION(() => alternatives.push(buildNamedType(this.file, name, written)));
        this.MANY(() => suffixes.push(this.SUBRULE(this.typeSuffix)));
      },
      ERR_MSG: "a type",
    });
    return this.ACTION(() => {
      const mistake = findSuffixMistake(this.file, alternatives, suffixes);
      if (mistake !== undefined) this.mistakes.push(mistake);
      return buildTypeReference(this.file, alternatives, suffixes);
    });
  });

  private readonly typeSuffix: Rule<TypeSuffix> = this.RULE("typeSuffix", () =>
    this.OR<TypeSuffix>([
      {
        ALT: () => {
          const mark = this.CONSUME(Question);
          return this.ACTION(() => ({ text: "?", start: mark.startOffset, end: endOf(mark) }));
        },
      },
      {
        ALT: () => {
          const open = this.CONSUME(LeftSquare);
          const close = this.CONSUME(RightSquare);
          return this.ACTION(() => ({ text: "[]", start: open.startOffset, end: endOf(close) }));
        },
      },
    ]),
  );

  readonly enumMember: Rule<EnumMemberDeclaration> = this.RULE("enumMember", () => {
    const attributes: Attribute[] = [];
    const name = this.CONSUME(Name);
    this.MANY(() => attributes.push(this.SUBRULE(this.fieldAttribute)));
    return this.ACTION(() => buildEnumMember(this.file, name, attributes));
  });

  readonly memberName: Rule<EnumMemberDeclaration> = this.RULE("memberName", () => {
    const name = this.CONSUME(Name);
    return this.ACTION(() => buildEnumMember(this.file, name, []));
  });

  private readonly fieldAttribute: Rule<Attribute> = this.RULE("fieldAttribute", () => {
    const token = this.CONSUME(FieldAttribute);
    const written = this.OPTION(() => this.SUBRULE(this.argumentList));
    return this.ACTION(() => buildAttribute(this.file, "field", token, written));
  });

  readonly blockAttribute: Rule<Attribute> = this.RULE("blockAttribute", () => {
    const token = this.CONSUME(BlockAttribute);
    const written = this.OPTION(() => this.SUBRULE(this.argumentList));
    return this.ACTION(() => buildAttribute(this.file, "block", token, written));
  });

  readonly clause: Rule<QueryClause> = this.RULE("clause", () => {
    const name = this.CONSUME(Name);
    const value = this.SUBRULE(this.expression);
    return this.ACTION(() => buildClause(this.file, name, value));
  });

  private buildHeader(name: IToken, extended: IToken | undefined, mixins: readonly IToken[]): BlockHeader {
    return {
      name: buildName(this.file, name),
      extends: extended && buildName(this.file, extended),
      mixins: Object.freeze(mixins.map((mixin) => buildName(this.file, mixin))),
    };
  }
}

const noParameters: readonly never[] = Object.freeze([]);
