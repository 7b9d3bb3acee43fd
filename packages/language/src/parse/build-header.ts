import type { CstNode } from "chevrotain";
import type { Name, QueryParameter } from "../ast.js";
import type { Block } from "./block.js";
import { buildName } from "./build-expression.js";
import { buildParameter, type BuildContext } from "./build-member.js";
import type { LineRule } from "./grammar.js";
import { endOf } from "./locate-token.js";
import { readLine, readPrefix } from "./read-line.js";
import { nodeIn, nodesIn, tokenIn, tokensIn } from "./syntax-tree.js";
import { Name as NameToken } from "./tokens.js";

/** What stands between the keyword of a block and its `{`. */
export interface Header {
  readonly name: Name | undefined;
  readonly extends: Name | undefined;
  readonly mixins: readonly Name[];
  /** Of a query: the model it asks. */
  readonly model: Name | undefined;
  readonly parameters: readonly QueryParameter[];
  readonly isWhole: boolean;
}

const rules = {
  model: "modelHeader",
  mixin: "mixinHeader",
  type: "baseHeader",
  enum: "baseHeader",
  view: "baseHeader",
  query: "queryHeader",
} as const satisfies Record<Block["keyword"], LineRule>;

/** Reads a header; of a broken one at least the name, so that what refers to the block does not break with it. */
export function buildHeader(context: BuildContext, block: Block): Header {
  const { header, keywordToken } = block;
  const { node, diagnostic, isWhole } = readLine(context.file, header, rules[block.keyword], endOf(keywordToken));
  if (diagnostic !== undefined) context.report(diagnostic);
  return block.keyword === "query"
    ? buildQueryHeader(
        context,
        node,
        node === undefined ? readPrefix(header, "queryName") : nodeIn(node, "queryName"),
        isWhole,
      )
    : buildNamedHeader(context, block, node, isWhole);
}

function buildNamedHeader({ file }: BuildContext, block: Block, node: CstNode | undefined, isWhole: boolean): Header {
  const first = block.header.tokens[0];
  const name = first?.tokenType === NameToken ? buildName(file, first) : undefined;
  const extended = node && tokenIn(node, "extends");
  const mixins = node && nodeIn(node, "mixins");
  return {
    ...empty,
    name,
    extends: extended && buildName(file, extended),
    mixins: Object.freeze(
      (mixins === undefined ? [] : tokensIn(mixins, "Name")).map((token) => buildName(file, token)),
    ),
    isWhole,
  };
}

function buildQueryHeader(
  context: BuildContext,
  node: CstNode | undefined,
  names: CstNode | undefined,
  isWhole: boolean,
): Header {
  const model = names && tokenIn(names, "model");
  const name = names && tokenIn(names, "name");
  const parameters = node === undefined ? [] : nodesIn(node, "parameter");
  return {
    ...empty,
    model: model && buildName(context.file, model),
    name: name && buildName(context.file, name),
    parameters: Object.freeze(parameters.map((parameter) => buildParameter(context, parameter))),
    isWhole,
  };
}

const empty = {
  name: undefined,
  extends: undefined,
  mixins: Object.freeze([]),
  model: undefined,
  parameters: Object.freeze([]),
} as const;
