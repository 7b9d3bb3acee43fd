import type { Column, EnumObject } from "../catalog.js";
import type { Change } from "../change.js";
import type { DdlStatement } from "../dialect.js";
import { quoteIdentifier, quoteTable } from "../quote-identifier.js";
import { quoteText } from "../quote-text.js";

export function createEnum(type: EnumObject): string {
  return `create type ${quoteTable(type)} as enum (${type.values.map(quoteText).join(", ")})`;
}

/**
 * New values are added in place, one statement each, outside the transaction: a value cannot be used in the one that adds it.
 * Anything else needs another type, and the columns are moved to it; a row that holds a value that is gone makes that fail.
 */
export function alterEnum({ from, to, columns }: Extract<Change, { kind: "alter-enum" }>): DdlStatement[] {
  const kept = to.values.filter((value) => from.values.includes(value));
  const onlyAdds = kept.length === from.values.length && kept.every((value, index) => value === from.values[index]);
  return onlyAdds ? addValues(from, to) : replaceType(from, to, columns);
}

function addValues(from: EnumObject, to: EnumObject): DdlStatement[] {
  const known = [...from.values];
  return to.values.flatMap((value, index) => {
    if (known[index] === value) return [];
    const next = known[index];
    known.splice(index, 0, value);
    const place = next === undefined ? "" : ` before ${quoteText(next)}`;
    return [
      {
        sql: `alter type ${quoteTable(to)} add value if not exists ${quoteText(value)}${place}`,
        isStandalone: true,
      },
    ];
  });
}

function replaceType(
  from: EnumObject,
  to: EnumObject,
  columns: Extract<Change, { kind: "alter-enum" }>["columns"],
): DdlStatement[] {
  const old = { ...from, name: `${from.name.slice(0, 58)}__old` };
  return [
    `alter type ${quoteTable(from)} rename to ${quoteIdentifier(old.name)}`,
    createEnum(to),
    ...columns.flatMap(({ table, column }) => retype(`alter table ${quoteTable(table)} alter column`, column)),
    `drop type ${quoteTable(old)}`,
  ].map((sql) => ({ sql }));
}

function retype(alter: string, column: Column): string[] {
  const name = quoteIdentifier(column.name);
  const text = column.type.endsWith("[]") ? "text[]" : "text";
  const hasDefault = column.default !== undefined;
  return [
    ...(hasDefault ? [`${alter} ${name} drop default`] : []),
    `${alter} ${name} type ${column.type} using ${name}::${text}::${column.type}`,
    ...(hasDefault ? [`${alter} ${name} set default ${column.default}`] : []),
  ];
}
