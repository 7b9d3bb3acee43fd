-- Written by Joinery. Change it as you need until it has been applied. A LOSSY comment makes Joinery ask before it loses rows:
-- it counts those of the line under it first. A FAILS comment makes it count what stands in the way before the step runs.

-- 1. Undo: Change table users: drop check users_email_check; drop check users_is_active_check; drop check users_role_check; drop unique key users_email_key; drop column created_at; change column role (default 'ADMIN'); change column is_active (no default); add column name; add check users_email_check; add check users_role_check.
-- LOSSY migrate/drops-data: what column name of users holds is gone for good.
-- at stake: select count(*) as "rows" from "users" where "name" is not null
-- FAILS migrate/requires-unique: no two rows may be alike in email of users.
-- failing: select coalesce(sum(n - 1), 0) as "rows" from (select count(*) as n from "users" where "email" is not null group by "email") as groups
-- FAILS migrate/requires-check: every row of users must meet: "role" in ('READER', 'EDITOR').
-- failing: select count(*) as "rows" from "users" where not ("role" in ('READER', 'EDITOR'))
-- FAILS migrate/requires-check: every row of users must meet: "is_active" in (0, 1).
-- failing: select count(*) as "rows" from "users" where not ("is_active" in (0, 1))
-- FAILS migrate/requires-check: every row of users must meet: length("email") <= 255.
-- failing: select count(*) as "rows" from "users" where not (length("email") <= 255)
-- LOSSY migrate/drops-unknown: users is made anew, and triggers and indexes of yours on it are gone.
-- at stake: select count(*) as "rows" from sqlite_schema where tbl_name = 'users' and (type = 'trigger' or type = 'index' and sql is not null) and name not in ()
create table "_joinery_new_users" (
  "id" integer not null constraint "users_pkey" primary key autoincrement,
  "email" text not null,
  "role" text not null default 'READER',
  "is_active" integer not null default 1,
  "created_at" text not null default (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  constraint "users_email_check" check (length("email") <= 255),
  constraint "users_is_active_check" check ("is_active" in (0, 1)),
  constraint "users_role_check" check ("role" in ('READER', 'EDITOR'))
);
insert into "_joinery_new_users" ("id", "email", "role", "is_active")
  select "id", "email", "role", "is_active" from "users";
delete from sqlite_sequence where name = '_joinery_new_users';
insert into sqlite_sequence (name, seq) select '_joinery_new_users', seq from sqlite_sequence where name = 'users';
drop table "users";
pragma legacy_alter_table = on;
alter table "_joinery_new_users" rename to "users";
pragma legacy_alter_table = off;
create unique index "users_email_key" on "users" ("email");

-- 2. Undo: Drop table tags.
create table "tags" (
  "id" integer not null constraint "tags_pkey" primary key autoincrement,
  "name" text not null
);
create unique index "tags_name_key" on "tags" ("name");

-- 3. Undo: Drop table _posts_tags.
create table "_posts_tags" (
  "post_id" integer not null,
  "tag_id" integer not null,
  constraint "_posts_tags_pkey" primary key ("post_id", "tag_id"),
  constraint "_posts_tags_post_id_fkey" foreign key ("post_id") references "posts" ("id") on delete cascade on update cascade,
  constraint "_posts_tags_tag_id_fkey" foreign key ("tag_id") references "tags" ("id") on delete cascade on update cascade
);
create index "_posts_tags_idx" on "_posts_tags" ("tag_id");
