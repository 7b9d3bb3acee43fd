import type { TableName } from "@joinery/schema";
import type { Change, Dialect, Table, TableChange } from "@joinery/sql";
import { ddlOf } from "@joinery/sql/ddl";
import { tableKey } from "../diff/catalog-order.js";
import { hazard, type Hazard } from "./hazard.js";
import { mentionsColumn } from "../diff/mentions-column.js";

/** What tables and columns are called before anything of the plan has run: losses are counted then. */
export interface FirstNames {
  table(table: TableName): TableName;
  column(table: TableName, column: string): string;
}

/** The dangers of a change for the rows that are there, each with the SQL that counts them. */
export function findHazards(change: Change, dialect: Dialect, first: FirstNames): Hazard[] {
  const ddl = ddlOf(dialect);
  switch (change.kind) {
    case "drop-table":
      return [
        hazard(
          "migrate/drops-data",
          { what: `table ${tableKey(change.table)}` },
          ddl.countRows(first.table(change.table)),
        ),
      ];
    case "alter-enum": {
      const values = change.from.values.filter((value) => !change.to.values.includes(value));
      if (values.length === 0) return [];
      return change.columns.map(({ table, column }) =>
        hazard(
          "migrate/removes-value",
          { column: `${tableKey(table)}.${column.name}`, values: values.join(", ") },
          ddl.countRows(table, { kind: "value", column, values }),
        ),
      );
    }
    case "alter-table": {
      const { from, changes } = change;
      const lost = ddl.countLostObjects({ ...change, from: { ...from, ...first.table(from) } });
      return [
        ...changes.flatMap((each) => findTableHazards(each, change, dialect, first)),
        ...(lost === undefined ? [] : [hazard("migrate/drops-unknown", { table: tableKey(from) }, lost)]),
      ];
    }
    default:
      return [];
  }
}

function findTableHazards(
  change: TableChange,
  { from, to, changes }: Extract<Change, { kind: "alter-table" }>,
  dialect: Dialect,
  first: FirstNames,
): Hazard[] {
  const ddl = ddlOf(dialect);
  const table = tableKey(to);
  const wasThere = (names: readonly string[]) =>
    names.every((name) => from.columns.some((column) => column.name === name));
  switch (change.kind) {
    case "drop-column": {
      // It can be computed again.
      if (change.column.generated !== undefined) return [];
      const column = first.column(from, change.column.name);
      const count = ddl.countRows(first.table(from), { kind: "not-null", column });
      return [hazard("migrate/drops-data", { what: `column ${change.column.name} of ${table}` }, count)];
    }
    case "add-column": {
      const { name, isNullable, isIdentity, generated, default: sql } = change.column;
      if (isNullable || isIdentity || generated !== undefined || sql !== undefined) return [];
      return [hazard("migrate/requires-value", { column: `${table}.${name}` }, ddl.countRows(to))];
    }
    case "alter-column": {
      const column = `${table}.${change.to.name}`;
      const hazards: Hazard[] = [];
      if (!ddl.isWidening(change.from, change.to)) {
        const was = { ...change.from, name: first.column(from, change.from.name) };
        const count = ddl.countRows(first.table(from), { kind: "changed-by-cast", from: was, to: change.to });
        hazards.push(hazard("migrate/narrows-type", { column, from: change.from.type, to: change.to.type }, count));
      }
      if (change.from.isNullable && !change.to.isNullable) {
        hazards.push(
          hazard("migrate/requires-value", { column }, ddl.countRows(to, { kind: "null", column: change.to.name })),
        );
      }
      return hazards;
    }
    case "add-unique":
    case "add-primary-key": {
      const { columns } = change.key;
      const what = `${columns.join(", ")} of ${table}`;
      const count = wasThere(columns) ? ddl.countRows(to, { kind: "duplicate", columns }) : undefined;
      return [hazard("migrate/requires-unique", { what }, count)];
    }
    case "create-index": {
      const { columns, isUnique, where } = change.index;
      if (!isUnique) return [];
      const names = columns.flatMap((column) => ("name" in column ? [column.name] : []));
      const what = `${columns.map((column) => ("name" in column ? column.name : column.expression)).join(", ")} of ${table}`;
      const isCountable = names.length === columns.length && wasThere(names);
      const condition = { kind: "duplicate" as const, columns: names, ...(where === undefined ? {} : { where }) };
      return [hazard("migrate/requires-unique", { what }, isCountable ? ddl.countRows(to, condition) : undefined)];
    }
    case "add-foreign-key": {
      const { key } = change;
      // Stated anew because something under it changes: no row comes or goes.
      if (
        changes.some((each) => each.kind === "drop-foreign-key" && each.key.name === key.name && isSame(each.key, key))
      )
        return [];
      // A new column refers to nothing yet.
      if (!wasThere(key.columns)) return [];
      const what = `${key.columns.join(", ")} of ${table}`;
      const count = ddl.countRows(to, { kind: "orphan", key });
      return [hazard("migrate/requires-parent", { what, target: tableKey(key.references) }, count)];
    }
    case "add-check": {
      const { expression } = change.check;
      // Of a new column: no row has a value that could fail it.
      if (to.columns.some(({ name }) => !wasThere([name]) && mentionsColumn(expression, name))) return [];
      const count = ddl.countRows(to, { kind: "violates", check: change.check });
      return [hazard("migrate/requires-check", { what: table, expression }, count)];
    }
    default:
      return [];
  }
}

function isSame(a: Table["foreignKeys"][number], b: Table["foreignKeys"][number]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
