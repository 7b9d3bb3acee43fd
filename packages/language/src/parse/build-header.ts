import type { Name } from "../ast.js";
import type { Block } from "./block.js";
import { buildName } from "./build-expression.js";
import type { BlockHeader, QueryHeader } from "./grammar.js";
import { endOf } from "./locate-token.js";
import { readLine, readPrefix, type ReadContext } from "./read-line.js";
import { Name as NameToken } from "./tokens.js";

const rules = {
  model: "modelHeader",
  mixin: "mixinHeader",
  type: "plainHeader",
  enum: "plainHeader",
  view: "mixinHeader",
} as const;

interface Read<Header> {
  /** Absent where not even a name could be read. */
  readonly header: Header | undefined;
  readonly isWhole: boolean;
}

/** Reads the header of a block; of a broken one the name, so that what refers to the block does not break with it. */
export function buildHeader(context: ReadContext, block: Block, keyword: keyof typeof rules): Read<BlockHeader> {
  const { header, keywordToken } = block;
  const { value, isWhole } = readLine(context, header, rules[keyword], endOf(keywordToken));
  return { header: value ?? nameOnly(context.file, block), isWhole };
}

export function buildQueryHeader(context: ReadContext, { header, keywordToken }: Block): Read<QueryHeader> {
  const { value, isWhole } = readLine(context, header, "queryHeader", endOf(keywordToken));
  return { header: value ?? readPrefix(context, header, "queryName"), isWhole };
}

function nameOnly(file: string, { header }: Block): BlockHeader | undefined {
  const first = header.tokens[0];
  if (first?.tokenType !== NameToken) return undefined;
  return { name: buildName(file, first), extends: undefined, mixins: none };
}

const none: readonly Name[] = Object.freeze([]);
