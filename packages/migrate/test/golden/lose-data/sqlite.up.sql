-- Written by Joinery. Change it as you need until it has been applied. A LOSSY comment makes Joinery ask before it loses rows:
-- it counts those of the line under it first. A FAILS comment makes it count what stands in the way before the step runs.

-- 1. Drop table _posts_tags.
-- LOSSY migrate/drops-data: what table _posts_tags holds is gone for good.
-- at stake: select count(*) as "rows" from "_posts_tags"
drop table "_posts_tags";

-- 2. Drop table tags.
-- LOSSY migrate/drops-data: what table tags holds is gone for good.
-- at stake: select count(*) as "rows" from "tags"
drop table "tags";

-- 3. Change table users: drop check users_email_check; drop check users_is_active_check; drop check users_role_check; drop unique key users_email_key; drop column created_at; change column role (default 'ADMIN'); change column is_active (no default); add column name; add check users_email_check; add check users_role_check.
-- LOSSY migrate/drops-data: what column created_at of users holds is gone for good.
-- at stake: select count(*) as "rows" from "users" where "created_at" is not null
-- FAILS migrate/requires-value: every row needs a value in users.name, and rows that are there have none.
-- failing: select count(*) as "rows" from "users"
-- FAILS migrate/requires-check: every row of users must meet: length("email") <= 50.
-- failing: select count(*) as "rows" from "users" where not (length("email") <= 50)
-- FAILS migrate/requires-check: every row of users must meet: "role" in ('ADMIN', 'READER').
-- failing: select count(*) as "rows" from "users" where not ("role" in ('ADMIN', 'READER'))
-- LOSSY migrate/drops-unknown: users is made anew, and triggers and indexes of yours on it are gone.
-- at stake: select count(*) as "rows" from sqlite_schema where tbl_name = 'users' and (type = 'trigger' or type = 'index' and sql is not null) and name not in ('users_email_key')
create table "_joinery_new_users" (
  "id" integer not null constraint "users_pkey" primary key autoincrement,
  "email" text not null,
  "role" text not null default 'ADMIN',
  "is_active" integer not null,
  "name" text not null,
  constraint "users_email_check" check (length("email") <= 50),
  constraint "users_role_check" check ("role" in ('ADMIN', 'READER'))
);
insert into "_joinery_new_users" ("id", "email", "role", "is_active")
  select "id", "email", "role", "is_active" from "users";
delete from sqlite_sequence where name = '_joinery_new_users';
insert into sqlite_sequence (name, seq) select '_joinery_new_users', seq from sqlite_sequence where name = 'users';
drop table "users";
pragma legacy_alter_table = on;
alter table "_joinery_new_users" rename to "users";
pragma legacy_alter_table = off;
