-- Written by Joinery. Change it as you need until it has been applied. A LOSSY comment makes Joinery ask before it loses rows:
-- it counts those of the line under it first. A FAILS comment makes it count what stands in the way before the step runs.

-- 1. Drop view names.
drop view "names";

-- 2. Drop view kepts.
drop view "kepts";

-- 3. Change table tags: add column color; add check tags_name_check.
-- FAILS migrate/requires-check: every row of tags must meet: length("name") <= 40.
-- failing: select count(*) as "rows" from "tags" where not (length("name") <= 40)
-- LOSSY migrate/drops-unknown: tags is made anew, and triggers and indexes of yours on it are gone.
-- at stake: select count(*) as "rows" from sqlite_schema where tbl_name = 'tags' and (type = 'trigger' or type = 'index' and sql is not null) and name not in ('tags_name_key')
create table "_joinery_new_tags" (
  "id" integer not null constraint "tags_pkey" primary key autoincrement,
  "name" text not null,
  "color" text,
  constraint "tags_name_check" check (length("name") <= 40)
);
insert into "_joinery_new_tags" ("id", "name")
  select "id", "name" from "tags";
delete from sqlite_sequence where name = '_joinery_new_tags';
insert into sqlite_sequence (name, seq) select '_joinery_new_tags', seq from sqlite_sequence where name = 'tags';
drop table "tags";
pragma legacy_alter_table = on;
alter table "_joinery_new_tags" rename to "tags";
pragma legacy_alter_table = off;
create unique index "tags_name_key" on "tags" ("name");

-- 4. Create view names.
create view "names" as
select name from tags;
select "name" from "names" limit 0;

-- 5. Create view anothers.
create view "anothers" as
select count(*) as n from names;
select "n" from "anothers" limit 0;
