import type { Declaration, Member } from "../ast.js";
import type { Block } from "./block.js";
import { buildBody, type BodyItem } from "./build-body.js";
import { buildHeader } from "./build-header.js";
import type { BuildContext } from "./build-member.js";
import { joinDocumentation, type DocumentationCursor } from "./documentation.js";

/** Builds the declaration of a block, or nothing when it has no name to be known by. */
export function buildDeclaration(
  context: BuildContext,
  block: Block,
  cursor: DocumentationCursor,
): Declaration | undefined {
  const before = cursor.takeBefore(block.keywordToken.startOffset);
  const header = buildHeader(context, block);
  const inside = cursor.takeBehind(block.open);
  const { items, isWhole } = buildBody(context, block, cursor);
  const behind = block.isClosed ? cursor.takeBehind(block.end) : [];
  const { name, mixins } = header;
  if (name === undefined) return undefined;

  const isIncomplete = !isWhole || !header.isWhole || !block.isClosed || block.isOpaque;
  const rest = {
    ...joinDocumentation([...before, ...inside, ...behind]),
    ...(isIncomplete && ({ isIncomplete } as const)),
    span: Object.freeze({ file: context.file, start: block.keywordToken.startOffset, end: block.end }),
  };
  switch (block.keyword) {
    case "model": {
      const base = header.extends === undefined ? {} : { extends: header.extends };
      return Object.freeze({ kind: "model", name, ...base, mixins, members: select(items, isMember), ...rest });
    }
    case "mixin":
      return Object.freeze({ kind: "mixin", name, mixins, members: select(items, isMember), ...rest });
    case "type":
    case "view":
      return Object.freeze({ kind: block.keyword, name, members: select(items, isMember), ...rest });
    case "enum": {
      const members = select(items, (item) => item.kind === "enumMember");
      const attributes = select(items, (item) => item.kind === "attribute");
      return Object.freeze({ kind: "enum", name, members, attributes, ...rest });
    }
    case "query": {
      const { model, parameters } = header;
      if (model === undefined) return undefined;
      const clauses = select(items, (item) => item.kind === "clause");
      return Object.freeze({ kind: "query", model, name, parameters, clauses, ...rest });
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
