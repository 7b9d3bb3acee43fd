import type { Declaration, Member } from "../ast.js";
import type { Block } from "./block.js";
import { buildBody, type Body, type BodyItem } from "./build-body.js";
import { span } from "./build-expression.js";
import { buildHeader, buildQueryHeader } from "./build-header.js";
import { withDocumentation, type DocumentationCursor } from "./documentation.js";
import type { ReadContext } from "./read-line.js";

/** Builds the declaration of a block, or nothing when it has no name to be known by. */
export function buildDeclaration(
  context: ReadContext,
  block: Block,
  cursor: DocumentationCursor,
): Declaration | undefined {
  const before = cursor.takeBefore(block.keywordToken.startOffset);
  const inside = cursor.takeBehind(block.open);
  const body = buildBody(context, block, cursor);
  const behind = block.isClosed ? cursor.takeBehind(block.end) : [];
  const declaration = assembleDeclaration(context, block, body);
  return declaration && withDocumentation(declaration, [...before, ...inside, ...behind]);
}

function assembleDeclaration(context: ReadContext, block: Block, { items, isWhole }: Body): Declaration | undefined {
  const { keyword } = block;
  const place = span(context.file, block.keywordToken.startOffset, block.end);
  const rest = (isHeaderWhole: boolean) =>
    isWhole && isHeaderWhole && block.isClosed && !block.isOpaque
      ? { span: place }
      : { isIncomplete: true as const, span: place };
  if (keyword === "query") {
    const read = buildQueryHeader(context, block);
    if (read.header === undefined) return undefined;
    const clauses = select(items, (item) => item.kind === "clause");
    return Object.freeze({ kind: "query", ...read.header, clauses, ...rest(read.isWhole) });
  }
  const { header, isWhole: isHeaderWhole } = buildHeader(context, block, keyword);
  if (header === undefined) return undefined;
  const { name, mixins } = header;
  switch (keyword) {
    case "model": {
      const base = header.extends === undefined ? {} : { extends: header.extends };
      const members = select(items, isMember);
      return Object.freeze({ kind: keyword, name, ...base, mixins, members, ...rest(isHeaderWhole) });
    }
    case "mixin":
    case "view":
      return Object.freeze({ kind: keyword, name, mixins, members: select(items, isMember), ...rest(isHeaderWhole) });
    case "type":
      return Object.freeze({ kind: keyword, name, members: select(items, isMember), ...rest(isHeaderWhole) });
    case "enum": {
      const members = select(items, (item) => item.kind === "enumMember");
      const attributes = select(items, (item) => item.kind === "attribute");
      return Object.freeze({ kind: keyword, name, members, attributes, ...rest(isHeaderWhole) });
    }
  }
}

function isMember(item: BodyItem): item is Member {
  return item.kind === "field" || item.kind === "attribute";
}

function select<Item extends BodyItem>(
  items: readonly BodyItem[],
  accepts: (item: BodyItem) => item is Item,
): readonly Item[] {
  return Object.freeze(items.filter(accepts));
}
