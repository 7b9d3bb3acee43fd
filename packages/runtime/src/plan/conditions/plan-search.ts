import type { Expression, TypedColumn } from "@joinery/sql";
import type { ArgumentPath } from "../../args/argument-path.js";
import type { RelevanceOrder } from "../../args/selection.js";
import type { SearchMetadata } from "../../metadata/metadata.js";
import { addAlias, matchKeys, readColumn, readField, readWords, type Draft } from "../draft.js";
import { keyColumn } from "../reads/own-columns.js";
import { addSlot } from "../slots.js";

/** That a row has the words of the search at that place in the arguments. */
export function planSearch(search: SearchMetadata, path: ArgumentPath, alias: string, draft: Draft): Expression {
  const vector = readWords(draft, alias, search);
  return {
    kind: "search",
    index: search.index,
    ...(vector && { vector }),
    key: readKey(search, alias, draft),
    slot: addSlot(draft, { kind: "argument", path }),
  };
}

/**
 * How well a row fits. Where the words are in a table of their own it is known there alone: the rows that fit are joined, and there are no
 * others, for the same search is a filter of the statement.
 */
export function planRelevance({ search, path }: RelevanceOrder, alias: string, draft: Draft): Expression {
  const { index } = search;
  const slot = addSlot(draft, { kind: "argument", path });
  const vector = readWords(draft, alias, search);
  if (vector !== undefined) return { kind: "relevance", index, vector, slot };
  const hits = addAlias(draft);
  const key = search.key.map(({ type }, part) => ({ name: keyColumn(part), type }));
  draft.joins.push({
    type: "inner",
    source: { kind: "search-hits", index, key, slot, alias: hits },
    on: matchKeys(
      key.map(({ name }) => readColumn(draft, hits, name)),
      readKey(search, alias, draft),
    ),
  });
  return { kind: "column", source: hits, name: "relevance" };
}

function readKey({ key }: SearchMetadata, alias: string, draft: Draft): readonly TypedColumn[] {
  return key.map((field) => ({ ...readField(draft, alias, field), type: field.type }));
}
