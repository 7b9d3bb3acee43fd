import type { CstNode } from "chevrotain";
import type { Attribute, EnumMemberDeclaration, FieldDeclaration, QueryClause } from "../ast.js";
import { diagnostic } from "../diagnostics.js";
import type { Block, LogicalLine } from "./block.js";
import { buildBlockAttribute, buildClause, buildEnumMember, buildField, type BuildContext } from "./build-member.js";
import { joinDocumentation, type DocumentationCursor } from "./documentation.js";
import type { LineRule } from "./grammar.js";
import { endOf, spanOf } from "./locate-token.js";
import { readLine, readPrefix } from "./read-line.js";
import { BlockAttribute, FieldAttribute } from "./tokens.js";

/** What a line of a block can be. */
export type BodyItem = FieldDeclaration | Attribute | EnumMemberDeclaration | QueryClause;

/** The lines of a block; `isWhole` is false when something of them was left out. */
export interface Body {
  readonly items: readonly BodyItem[];
  readonly isWhole: boolean;
}

/** Reads the lines of a block one by one, whatever is wrong with their neighbours. */
export function buildBody(context: BuildContext, block: Block, cursor: DocumentationCursor): Body {
  const items: BodyItem[] = [];
  let isWhole = true;
  for (const line of block.isOpaque ? [] : block.lines) {
    const read = readItem(context, block.keyword, line, cursor);
    if (read.item !== undefined) items.push(read.item);
    isWhole &&= read.isWhole;
  }
  return { items, isWhole };
}

interface ReadItem {
  readonly item: BodyItem | undefined;
  readonly isWhole: boolean;
}

function readItem(
  context: BuildContext,
  keyword: Block["keyword"],
  line: LogicalLine,
  cursor: DocumentationCursor,
): ReadItem {
  const [first, last] = [line.tokens[0], line.tokens.at(-1)];
  if (first === undefined || last === undefined) return { item: undefined, isWhole: false };
  const before = cursor.takeBefore(first.startOffset);
  const documentation = joinDocumentation([...before, ...cursor.takeBehind(endOf(last))]);

  if (first.tokenType === FieldAttribute) {
    const parameters = { name: first.image.slice(1) };
    if (!line.isDamaged)
      context.report(diagnostic("parse/detached-attribute", spanOf(context.file, first, last), parameters));
    return { item: undefined, isWhole: false };
  }
  const rule = chooseRule(keyword, line);
  const { node, diagnostic: found, isWhole } = readLine(context.file, line, rule, first.startOffset);
  if (found !== undefined) context.report(found);
  return { item: buildItem(context, rule, line, node, documentation), isWhole };
}

function chooseRule(keyword: Block["keyword"], line: LogicalLine): LineRule & (typeof rules)[number] {
  if (line.tokens[0]?.tokenType === BlockAttribute && keyword !== "query") return "blockAttribute";
  if (keyword === "enum") return "enumMember";
  return keyword === "query" ? "clause" : "field";
}

const rules = ["blockAttribute", "enumMember", "clause", "field"] as const;

/** Of a broken line: what stands for it without saying more than was written, or nothing. */
function buildItem(
  context: BuildContext,
  rule: (typeof rules)[number],
  line: LogicalLine,
  node: CstNode | undefined,
  documentation: { readonly documentation?: string },
): BodyItem | undefined {
  switch (rule) {
    case "field": {
      const readable = node ?? readPrefix(line, "fieldHead");
      return readable && buildField(context, readable, documentation);
    }
    case "enumMember": {
      const readable = node ?? readPrefix(line, "memberName");
      return readable && buildEnumMember(context, readable, documentation);
    }
    case "blockAttribute":
      return node && buildBlockAttribute(context, node);
    case "clause":
      return node && buildClause(context, node);
  }
}
