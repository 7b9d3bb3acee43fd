-- Written by Joinery. Change it as you need until it has been applied. A LOSSY comment makes Joinery ask before it loses rows:
-- it counts those of the line under it first. A FAILS comment makes it count what stands in the way before the step runs.

-- 1. Undo: Add foreign key posts_author_id_fkey to posts.
alter table "posts" drop constraint "posts_author_id_fkey";

-- 2. Undo: Add foreign key _posts_tags_tag_id_fkey to _posts_tags.
alter table "_posts_tags" drop constraint "_posts_tags_tag_id_fkey";

-- 3. Undo: Add foreign key _posts_tags_post_id_fkey to _posts_tags.
alter table "_posts_tags" drop constraint "_posts_tags_post_id_fkey";

-- 4. Undo: Create table users.
-- LOSSY migrate/drops-data: what table users holds is gone for good.
-- at stake: select count(*) as "rows" from "users"
drop table "users";

-- 5. Undo: Create table tags.
-- LOSSY migrate/drops-data: what table tags holds is gone for good.
-- at stake: select count(*) as "rows" from "tags"
drop table "tags";

-- 6. Undo: Create table posts.
-- LOSSY migrate/drops-data: what table posts holds is gone for good.
-- at stake: select count(*) as "rows" from "posts"
drop table "posts";

-- 7. Undo: Create table _posts_tags.
-- LOSSY migrate/drops-data: what table _posts_tags holds is gone for good.
-- at stake: select count(*) as "rows" from "_posts_tags"
drop table "_posts_tags";

-- 8. Undo: Create enum type role.
drop type "role";
