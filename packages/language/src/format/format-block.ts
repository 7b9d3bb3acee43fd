import type {
  Attribute,
  Declaration,
  EnumMemberDeclaration,
  FieldDeclaration,
  QueryClause,
  QueryDeclaration,
} from "../ast.js";
import { alignRows, type Row } from "./align-rows.js";
import { join, type Doc } from "./doc.js";
import { formatBrackets } from "./format-brackets.js";
import { formatAttribute, formatExpression, formatType } from "./format-expression.js";
import type { LayoutSource } from "./layout-source.js";
import { printDoc } from "./print.js";

type BlockItem = FieldDeclaration | EnumMemberDeclaration | Attribute | QueryClause;

/** Prints one declaration, from its keyword to its `}`. */
export function formatBlock(source: LayoutSource, declaration: Declaration): string {
  const header = formatHeader(source, declaration);
  const open = source.find("{", header.end);
  // A comment between header and brace keeps the brace on a line of its own.
  const between = source.takeBefore(open).map((comment) => ` ${source.textOf(comment)}\n`);
  const opening = between.length === 0 ? `${header.text} {` : `${header.text}${between.join("")}{`;
  const close = declaration.span.end - 1;
  const behindOpen = source.takeBehind(open + 1);
  const rows = readRows(source, itemsOf(declaration), open + 1, close);
  if (rows.length === 0 && behindOpen === undefined) return `${opening}\n}`;
  const comment = behindOpen === undefined ? "" : ` ${source.textOf(behindOpen)}`;
  return [`${opening}${comment}`, ...(rows.length === 0 ? [] : [alignRows(rows)]), "}"].join("\n");
}

interface PrintedHeader {
  readonly text: string;
  /** Offset behind the last thing printed. */
  readonly end: number;
}

function formatHeader(source: LayoutSource, declaration: Declaration): PrintedHeader {
  if (declaration.kind === "query") return formatQueryHeader(source, declaration);
  let text = `${declaration.kind} ${declaration.name.text}`;
  let end = declaration.name.span.end;
  const append = (part: string, start: number): void => {
    const comments = source.takeBefore(start).map((comment) => ` ${source.textOf(comment)}\n `);
    text += `${comments.join("")} ${part}`;
  };
  if (declaration.kind === "model" && declaration.extends !== undefined) {
    append(`extends ${declaration.extends.text}`, declaration.extends.span.start);
    end = declaration.extends.span.end;
  }
  const mixins = "mixins" in declaration ? declaration.mixins : [];
  const [first, last] = [mixins[0], mixins.at(-1)];
  if (first !== undefined && last !== undefined) {
    append(`with ${mixins.map(({ text: name }) => name).join(", ")}`, first.span.start);
    end = last.span.end;
  }
  return { text, end };
}

function formatQueryHeader(source: LayoutSource, { model, name, parameters }: QueryDeclaration): PrintedHeader {
  const text = `query ${model.text}.${name.text}`;
  const start = source.find("(", name.span.end);
  const brace = source.find("{", name.span.end);
  if (start > brace) return { text, end: name.span.end };
  const end = source.find(")", parameters.at(-1)?.span.end ?? start);
  if (parameters.length === 0 && !source.hasCommentBefore(end)) return { text, end: end + 1 };
  const items = parameters.map(({ name: parameter, type, default: value, span }) => ({
    start: span.start,
    end: span.end,
    print: (): Doc => [
      `$${parameter.text}: `,
      formatType(source, type),
      value === undefined ? "" : [" = ", formatExpression(source, value)],
    ],
  }));
  const brackets = formatBrackets(source, { open: "(", close: ")", start, end, items });
  return { text: printDoc([text, brackets], 0), end: end + 1 };
}

function itemsOf(declaration: Declaration): readonly BlockItem[] {
  switch (declaration.kind) {
    case "enum":
      return [...declaration.members, ...declaration.attributes].sort((a, b) => a.span.start - b.span.start);
    case "query":
      return declaration.clauses;
    default:
      return declaration.members;
  }
}

/** The members of a block and the comments between them, in order. */
function readRows(source: LayoutSource, items: readonly BlockItem[], start: number, close: number): Row[] {
  const rows: Row[] = [];
  let previousEnd = start;
  const add = (
    cells: readonly Doc[],
    span: { readonly start: number; readonly end: number },
    trailing?: string,
  ): void => {
    const hasBlankBefore = rows.length > 0 && source.hasBlankLine(previousEnd, span.start);
    rows.push({ cells, trailing, hasBlankBefore });
    previousEnd = span.end;
  };
  const addComments = (before: number): void => {
    for (const comment of source.takeBefore(before)) add([source.textOf(comment)], comment.span);
  };
  for (const item of items) {
    addComments(item.span.start);
    const cells = formatItem(source, item);
    const behind = source.takeBehind(item.span.end);
    const end = behind?.span.end ?? item.span.end;
    add(cells, { start: item.span.start, end }, behind && source.textOf(behind));
  }
  addComments(close);
  return rows;
}

function formatItem(source: LayoutSource, item: BlockItem): readonly Doc[] {
  switch (item.kind) {
    case "field": {
      const type = formatType(source, item.type);
      return [item.name.text, type, ...formatAttributes(source, item.attributes)];
    }
    case "enumMember":
      return [item.name.text, ...formatAttributes(source, item.attributes)];
    case "attribute":
      return [formatAttribute(source, item)];
    case "clause":
      return [item.name.text, formatExpression(source, item.value)];
  }
}

function formatAttributes(source: LayoutSource, attributes: readonly Attribute[]): readonly Doc[] {
  const docs = attributes.map((attribute) => formatAttribute(source, attribute));
  return docs.length === 0 ? [] : [join(" ", docs)];
}
