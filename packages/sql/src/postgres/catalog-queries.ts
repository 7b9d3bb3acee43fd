/** Relations and types of users: not of the server, of another session, or of an extension. */
function isOwn(object: string, namespace: string, catalog: string): string {
  return (
    `${namespace}.nspname not in ('pg_catalog', 'information_schema') and ${namespace}.nspname !~ '^pg_(toast|temp)' ` +
    `and not exists (select 1 from pg_depend where classid = '${catalog}'::regclass and objid = ${object}.oid and deptype = 'e')`
  );
}

/** The schema's name, or null for the one that unqualified names are made in. */
function schemaOf(namespace: string): string {
  return `nullif(${namespace}.nspname, current_schema())`;
}

/** The names of the columns behind an array of numbers, in its order, as JSON. */
function columnNames(table: string, numbers: string): string {
  return (
    `(select coalesce(json_agg(attname order by place), '[]') from unnest(${numbers}) with ordinality as number (value, place) ` +
    `join pg_attribute on attrelid = ${table} and attnum = number.value)`
  );
}

const action = (column: string) =>
  `case ${column} when 'c' then 'cascade' when 'r' then 'restrict' when 'n' then 'set null' when 'd' then 'set default' else 'no action' end`;

/**
 * The indexes that are no constraints, of some tables. Only what a catalog can say: nulls where the direction puts them, the collations of the
 * columns; no `nulls not distinct` without a constraint.
 */
export function indexQuery(isWanted: string): string {
  const entry = `
    json_build_object(
      'name', a.attname, 'expression', case when a.attname is null then pg_get_indexdef(i.indexrelid, place + 1, false) end,
      'sort', case when i.indoption[place] & 1 = 1 then 'desc' else 'asc' end,
      'operatorClass', case when not o.opcdefault then
        case when pg_opclass_is_visible(o.oid) then '' else quote_ident(os.nspname) || '.' end || quote_ident(o.opcname) end
    )`;
  return `
    select json_build_object(
      'table', i.indrelid::text, 'name', c.relname, 'isUnique', case when i.indisunique then true end,
      'method', nullif(m.amname, 'btree'), 'where', pg_get_expr(i.indpred, i.indrelid),
      'columns', (
        select json_agg(${entry} order by place) from generate_series(0, i.indnkeyatts - 1) as place
        left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[place] and i.indkey[place] <> 0
        join pg_opclass o on o.oid = i.indclass[place] join pg_namespace os on os.oid = o.opcnamespace),
      'include', (
        select json_agg(a.attname order by place) from generate_series(i.indnkeyatts, i.indnatts - 1) as place
        join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[place])
    )::text as json
    from pg_index i
    join pg_class c on c.oid = i.indexrelid
    join pg_am m on m.oid = c.relam
    where not exists (select 1 from pg_constraint where conindid = i.indexrelid and contype in ('p', 'u', 'x'))
      and m.amname in ('btree', 'hash', 'gin', 'gist', 'brin')
      and coalesce(to_jsonb(i) ->> 'indnullsnotdistinct', 'false') = 'false'
      and not exists (select 1 from unnest(i.indoption) as bits where bits not in (0, 3))
      and not exists (select 1 from pg_inherits where inhrelid = i.indexrelid) and ${isWanted}`;
}

/**
 * What is read of a database; each gives rows of one column `json`. Constants are spelled by session settings (dates, time zone),
 * so the times of defaults are compared as instants.
 */
export const catalogQueries = {
  tables: `
    select json_build_object(
      'oid', c.oid::text, 'schema', ${schemaOf("n")}, 'name', c.relname, 'comment', obj_description(c.oid, 'pg_class')
    )::text as json
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and ${isOwn("c", "n", "pg_class")}`,

  views: `
    select json_build_object(
      'oid', c.oid::text, 'schema', ${schemaOf("n")}, 'name', c.relname, 'definition', pg_get_viewdef(c.oid),
      'isMaterialized', case when c.relkind = 'm' then true end, 'comment', obj_description(c.oid, 'pg_class')
    )::text as json
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('v', 'm') and ${isOwn("c", "n", "pg_class")}`,

  columns: `
    select json_build_object(
      'table', a.attrelid::text, 'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
      'enum', case when e.typtype = 'e' then json_build_object('schema', ${schemaOf("en")}, 'name', e.typname) end,
      'isList', t.typcategory = 'A', 'isNullable', not a.attnotnull, 'isIdentity', a.attidentity <> '',
      'generated', case when a.attgenerated <> '' then pg_get_expr(d.adbin, d.adrelid) end, 'isStored', a.attgenerated <> 'v',
      'default', case when a.attgenerated = '' then pg_get_expr(d.adbin, d.adrelid) end,
      'comment', col_description(a.attrelid, a.attnum)
    )::text as json
    from pg_attribute a
    join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p', 'v', 'm')
    join pg_namespace n on n.oid = c.relnamespace
    join pg_type t on t.oid = a.atttypid
    join pg_type e on e.oid = case when t.typcategory = 'A' and t.typelem <> 0 then t.typelem else t.oid end
    join pg_namespace en on en.oid = e.typnamespace
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attnum > 0 and not a.attisdropped and ${isOwn("c", "n", "pg_class")}
    order by a.attrelid, a.attnum`,

  constraints: `
    select json_build_object(
      'table', k.conrelid::text, 'name', k.conname, 'kind', k.contype, 'columns', ${columnNames("k.conrelid", "k.conkey")},
      'isDeferrable', k.condeferrable,
      'isNullsNotDistinct', (select to_jsonb(i) -> 'indnullsnotdistinct' from pg_index i where i.indexrelid = k.conindid and k.contype = 'u'), 'definition', pg_get_expr(k.conbin, k.conrelid),
      'target', case when k.contype = 'f' then json_build_object(
        'schema', ${schemaOf("fn")}, 'name', f.relname, 'columns', ${columnNames("k.confrelid", "k.confkey")}) end,
      'onDelete', ${action("k.confdeltype")}, 'onUpdate', ${action("k.confupdtype")}
    )::text as json
    from pg_constraint k
    left join pg_class f on f.oid = k.confrelid
    left join pg_namespace fn on fn.oid = f.relnamespace
    where k.contype in ('p', 'u', 'f', 'c') and k.conrelid <> 0 and k.conparentid = 0`,

  indexes: indexQuery("true"),

  enums: `
    select json_build_object('schema', ${schemaOf("n")}, 'name', t.typname, 'values',
      (select coalesce(json_agg(enumlabel order by enumsortorder), '[]') from pg_enum where enumtypid = t.oid))::text as json
    from pg_type t join pg_namespace n on n.oid = t.typnamespace
    where t.typtype = 'e' and ${isOwn("t", "n", "pg_type")}`,
} as const;
