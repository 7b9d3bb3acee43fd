import type { Change, Table, TableChange } from "@joinery/sql";

/** The change back. What rows held is not part of a change: hazards speak of that. */
export function invertChange(change: Change): Change {
  switch (change.kind) {
    case "create-enum":
      return { kind: "drop-enum", enum: change.enum };
    case "drop-enum":
      return { kind: "create-enum", enum: change.enum };
    case "rename-enum":
    case "rename-table":
      return { kind: change.kind, from: change.to, to: change.from };
    case "rename-enum-value": {
      const values = change.enum.values.map((value) => (value === change.from ? change.to : value));
      return { kind: change.kind, enum: { ...change.enum, values }, from: change.to, to: change.from };
    }
    case "alter-enum":
      return { ...change, from: change.to, to: change.from };
    case "create-view":
      return { kind: "drop-view", view: change.view };
    case "drop-view":
      return { kind: "create-view", view: change.view };
    case "create-table":
      return { kind: "drop-table", table: change.table };
    case "drop-table":
      return { kind: "create-table", table: change.table };
    case "alter-table":
      return {
        kind: "alter-table",
        from: change.to,
        to: change.from,
        changes: change.changes.map((each) => invertTableChange(each, change.from)).reverse(),
      };
  }
}

/** `from` is the table before the change: it knows what a comment was. */
function invertTableChange(change: TableChange, from: Table): TableChange {
  switch (change.kind) {
    case "add-column":
      return { kind: "drop-column", column: change.column };
    case "drop-column":
      return { kind: "add-column", column: change.column };
    case "alter-column":
      return { kind: "alter-column", from: change.to, to: change.from };
    case "rename-column":
    case "rename-constraint":
    case "rename-index":
      return { kind: change.kind, from: change.to, to: change.from };
    case "add-primary-key":
      return { kind: "drop-primary-key", key: change.key };
    case "drop-primary-key":
      return { kind: "add-primary-key", key: change.key };
    case "add-unique":
      return { kind: "drop-unique", key: change.key };
    case "drop-unique":
      return { kind: "add-unique", key: change.key };
    case "add-foreign-key":
      return { kind: "drop-foreign-key", key: change.key };
    case "drop-foreign-key":
      return { kind: "add-foreign-key", key: change.key };
    case "add-check":
      return { kind: "drop-check", check: change.check };
    case "drop-check":
      return { kind: "add-check", check: change.check };
    case "create-index":
      return { kind: "drop-index", index: change.index };
    case "drop-index":
      return { kind: "create-index", index: change.index };
    case "create-fulltext":
      return { kind: "drop-fulltext", fulltext: change.fulltext };
    case "drop-fulltext":
      return { kind: "create-fulltext", fulltext: change.fulltext };
    case "set-comment":
      return { kind: "set-comment", ...(from.comment === undefined ? {} : { comment: from.comment }) };
  }
}
