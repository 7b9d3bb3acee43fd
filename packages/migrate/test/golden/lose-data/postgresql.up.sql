-- Written by Joinery. Change it as you need until it has been applied. A LOSSY comment makes Joinery ask before it loses rows:
-- it counts those of the line under it first. A FAILS comment makes it count what stands in the way before the step runs.

-- 1. Change enum type role: add ADMIN.
-- standalone: cannot run in a transaction
alter type "role" add value if not exists 'ADMIN' before 'READER';

-- 2. Drop foreign key _posts_tags_post_id_fkey of _posts_tags.
alter table "_posts_tags" drop constraint "_posts_tags_post_id_fkey";

-- 3. Drop foreign key _posts_tags_tag_id_fkey of _posts_tags.
alter table "_posts_tags" drop constraint "_posts_tags_tag_id_fkey";

-- 4. Drop table _posts_tags.
-- LOSSY migrate/drops-data: what table _posts_tags holds is gone for good.
-- at stake: select count(*) as "rows" from "_posts_tags"
drop table "_posts_tags";

-- 5. Drop table tags.
-- LOSSY migrate/drops-data: what table tags holds is gone for good.
-- at stake: select count(*) as "rows" from "tags"
drop table "tags";

-- 6. Drop unique key users_email_key of users.
alter table "users" drop constraint "users_email_key";

-- 7. Drop column created_at of users.
-- LOSSY migrate/drops-data: what column created_at of users holds is gone for good.
-- at stake: select count(*) as "rows" from "users" where "created_at" is not null
alter table "users" drop column "created_at";

-- 8. Change column email (character varying(255) becomes character varying(50), another comment) of users.
-- LOSSY migrate/narrows-type: values of users.email that do not survive the way from character varying(255) to character varying(50) are cut, rounded or refused.
-- at stake: select count(*) as "rows" from "users" where ("email"::character varying(50))::character varying(255) is distinct from "email"
alter table "users" alter column "email" type character varying(50) using "email"::character varying(50);
comment on column "users"."email" is null;

-- 9. Change column role (default 'ADMIN') of users.
alter table "users" alter column "role" set default 'ADMIN';

-- 10. Change column is_active (boolean becomes integer, no default) of users.
-- LOSSY migrate/narrows-type: values of users.is_active that do not survive the way from boolean to integer are cut, rounded or refused.
-- at stake: select count(*) as "rows" from "users" where (("is_active"::integer) <> 0) is distinct from "is_active"
alter table "users" alter column "is_active" drop default;
alter table "users" alter column "is_active" type integer using "is_active"::integer;

-- 11. Add column name to users.
-- FAILS migrate/requires-value: every row needs a value in users.name, and rows that are there have none.
-- failing: select count(*) as "rows" from "users"
alter table "users" add column "name" text not null;

-- 12. Remove the comment of users.
comment on table "users" is null;

-- 13. Change enum type role: remove EDITOR.
-- FAILS migrate/removes-value: rows may not hold EDITOR in users.role any more.
-- failing: select count(*) as "rows" from "users" where "role"::text in ('EDITOR')
alter type "role" rename to "role__old";
create type "role" as enum ('ADMIN', 'READER');
alter table "users" alter column "role" drop default;
alter table "users" alter column "role" type "role" using "role"::text::"role";
alter table "users" alter column "role" set default 'ADMIN';
drop type "role__old";
