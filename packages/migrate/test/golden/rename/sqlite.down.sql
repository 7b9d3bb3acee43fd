-- Written by Joinery. Change it as you need until it has been applied. A LOSSY comment makes Joinery ask before it loses rows:
-- it counts those of the line under it first. A FAILS comment makes it count what stands in the way before the step runs.

-- 1. Undo: Change table people: rename constraint users_name_check to people_full_name_check; rename constraint users_name_key to people_full_name_key; rename constraint users_pkey to people_pkey.
-- LOSSY migrate/drops-unknown: people is made anew, and triggers and indexes of yours on it are gone.
-- at stake: select count(*) as "rows" from sqlite_schema where tbl_name = 'people' and (type = 'trigger' or type = 'index' and sql is not null) and name not in ('people_full_name_key')
create table "_joinery_new_people" (
  "id" integer not null constraint "users_pkey" primary key autoincrement,
  "full_name" text not null,
  constraint "users_name_check" check (length("full_name") <= 20)
);
insert into "_joinery_new_people" ("id", "full_name")
  select "id", "full_name" from "people";
delete from sqlite_sequence where name = '_joinery_new_people';
insert into sqlite_sequence (name, seq) select '_joinery_new_people', seq from sqlite_sequence where name = 'people';
drop table "people";
pragma legacy_alter_table = on;
alter table "_joinery_new_people" rename to "people";
pragma legacy_alter_table = off;
create unique index "users_name_key" on "people" ("full_name");

-- 2. Undo: Rename column name to full_name of people.
alter table "people" rename column "full_name" to "name";

-- 3. Undo: Rename table users to people.
alter table "people" rename to "users";
