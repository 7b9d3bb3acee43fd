import type { Attribute, EnumMemberDeclaration, FieldDeclaration, QueryClause } from "../ast.js";
import { diagnostic } from "../diagnostics.js";
import type { Block, LogicalLine } from "./block.js";
import { buildField } from "./build-member.js";
import { withDocumentation, type DocumentationCursor } from "./documentation.js";
import { endOf, spanOf } from "./locate-token.js";
import { readLine, readPrefix, type ReadContext, type ReadLine } from "./read-line.js";
import { BlockAttribute, FieldAttribute } from "./tokens.js";

/** What a line of a block can be. */
export type BodyItem = FieldDeclaration | Attribute | EnumMemberDeclaration | QueryClause;

/** The lines of a block; `isWhole` is false when something of them was left out. */
export interface Body {
  readonly items: readonly BodyItem[];
  readonly isWhole: boolean;
}

/** Reads the lines of a block one by one, whatever is wrong with their neighbours. */
export function buildBody(context: ReadContext, block: Block, cursor: DocumentationCursor): Body {
  const items: BodyItem[] = [];
  let isWhole = true;
  for (const line of block.isOpaque ? [] : block.lines) {
    if (context.isTired()) return { items, isWhole: false };
    const documentation = takeDocumentation(line, cursor);
    const read = readItem(context, block.keyword, line);
    if (read.value !== undefined) items.push(document(read.value, documentation));
    isWhole &&= read.isWhole;
  }
  return { items, isWhole };
}

/** Fields and members can be documented; what stands before an attribute or clause is a comment. */
function document(item: BodyItem, documentation: readonly string[]): BodyItem {
  return item.kind === "field" || item.kind === "enumMember" ? withDocumentation(item, documentation) : item;
}

function takeDocumentation(line: LogicalLine, cursor: DocumentationCursor): readonly string[] {
  const [first, last] = [line.tokens[0], line.tokens.at(-1)];
  if (first === undefined || last === undefined) return [];
  const before = cursor.takeBefore(first.startOffset);
  const behind = cursor.takeBehind(endOf(last));
  return behind.length === 0 ? before : [...before, ...behind];
}

/** Of a broken line: what stands for it without saying more than was written, or nothing. */
function readItem(context: ReadContext, keyword: Block["keyword"], line: LogicalLine): ReadLine<BodyItem> {
  const first = line.tokens[0];
  const start = first?.startOffset ?? 0;
  if (keyword === "query") return readLine(context, line, "clause", start);
  if (first?.tokenType === BlockAttribute) return readLine(context, line, "blockAttribute", start);
  if (first?.tokenType === FieldAttribute) return rejectDetachedAttribute(context, line);
  if (keyword === "enum") {
    const { value, isWhole } = readLine(context, line, "enumMember", start);
    return { value: value ?? readPrefix(context, line, "memberName"), isWhole };
  }
  const { value, isWhole } = readLine(context, line, "field", start);
  return { value: value ?? readFieldHead(context, line), isWhole };
}

function readFieldHead(context: ReadContext, line: LogicalLine): FieldDeclaration | undefined {
  const head = readPrefix(context, line, "fieldHead");
  return head && buildField(context.file, head, []);
}

function rejectDetachedAttribute({ file, report }: ReadContext, line: LogicalLine): ReadLine<never> {
  const [first, last] = [line.tokens[0], line.tokens.at(-1)];
  if (first !== undefined && last !== undefined && !line.isDamaged) {
    report(diagnostic("parse/detached-attribute", spanOf(file, first, last), { name: first.image.slice(1) }));
  }
  return { value: undefined, isWhole: false };
}
