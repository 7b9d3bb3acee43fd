import type { SqlExpression } from "@joinery/sql";
import type { ArgumentPath } from "../../args/argument-path.js";
import type { SqlPart } from "../../args/filters/sql-part.js";
import { readField, type Draft } from "../draft.js";
import { addSlot } from "../slots.js";

/** A fragment of the caller's about the rows of `alias`, with its values at `path`. */
export function planSql(parts: readonly SqlPart[], path: ArgumentPath, alias: string, draft: Draft): SqlExpression {
  return {
    kind: "sql",
    parts: parts.map((part) => {
      switch (part.kind) {
        case "text":
          return part.text;
        case "value":
          return { kind: "free-parameter", slot: addSlot(draft, { kind: "sql-value", path, places: part.places }) };
        case "field":
          return readField(draft, alias, part.field);
        case "column":
          return { kind: "column", name: part.name };
        case "table":
          return { kind: "table-name", table: part.table };
      }
    }),
  };
}
