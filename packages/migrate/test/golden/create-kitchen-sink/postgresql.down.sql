-- Written by Joinery. Change it as you need until it has been applied. A LOSSY comment makes Joinery ask before it loses rows:
-- it counts those of the line under it first. A FAILS comment makes it count what stands in the way before the step runs.

-- 1. Undo: Create materialized view aboves, whose rows are computed now.
drop materialized view "aboves";

-- 2. Undo: Create view titles.
drop view "titles";

-- 3. Undo: Add foreign key users_manager_id_fkey to users.
alter table "users" drop constraint "users_manager_id_fkey";

-- 4. Undo: Add foreign key posts_tenant_code_tenant_region_fkey to posts.
alter table "posts" drop constraint "posts_tenant_code_tenant_region_fkey";

-- 5. Undo: Add foreign key posts_cover_id_fkey to posts.
alter table "posts" drop constraint "posts_cover_id_fkey";

-- 6. Undo: Add foreign key posts_author_id_fkey to posts.
alter table "posts" drop constraint "posts_author_id_fkey";

-- 7. Undo: Add foreign key pins_subject_user_id_fkey to pins.
alter table "pins" drop constraint "pins_subject_user_id_fkey";

-- 8. Undo: Add foreign key pins_subject_tenant_code_the "Region"_fkey to pins.
alter table "pins" drop constraint "pins_subject_tenant_code_the ""Region""_fkey";

-- 9. Undo: Add foreign key pins_context_user_id_fkey to pins.
alter table "pins" drop constraint "pins_context_user_id_fkey";

-- 10. Undo: Add foreign key pins_context_post_id_fkey to pins.
alter table "pins" drop constraint "pins_context_post_id_fkey";

-- 11. Undo: Add foreign key _users_posts_user_id_fkey to _users_posts.
alter table "_users_posts" drop constraint "_users_posts_user_id_fkey";

-- 12. Undo: Add foreign key _users_posts_post_id_fkey to _users_posts.
alter table "_users_posts" drop constraint "_users_posts_post_id_fkey";

-- 13. Undo: Add foreign key _posts_tags_tag_id_fkey to _posts_tags.
alter table "_posts_tags" drop constraint "_posts_tags_tag_id_fkey";

-- 14. Undo: Add foreign key _posts_tags_post_id_fkey to _posts_tags.
alter table "_posts_tags" drop constraint "_posts_tags_post_id_fkey";

-- 15. Undo: Add foreign key Weird "Images"_The Post_fkey to Weird "Images".
alter table "Weird ""Images""" drop constraint "Weird ""Images""_The Post_fkey";

-- 16. Undo: Create table users.
-- LOSSY migrate/drops-data: what table users holds is gone for good.
-- at stake: select count(*) as "rows" from "users"
drop table "users";

-- 17. Undo: Create table tenants.
-- LOSSY migrate/drops-data: what table tenants holds is gone for good.
-- at stake: select count(*) as "rows" from "tenants"
drop table "tenants";

-- 18. Undo: Create table tags.
-- LOSSY migrate/drops-data: what table tags holds is gone for good.
-- at stake: select count(*) as "rows" from "tags"
drop table "tags";

-- 19. Undo: Create table posts.
-- LOSSY migrate/drops-data: what table posts holds is gone for good.
-- at stake: select count(*) as "rows" from "posts"
drop table "posts";

-- 20. Undo: Create table pins.
-- LOSSY migrate/drops-data: what table pins holds is gone for good.
-- at stake: select count(*) as "rows" from "pins"
drop table "pins";

-- 21. Undo: Create table all_types.
-- LOSSY migrate/drops-data: what table all_types holds is gone for good.
-- at stake: select count(*) as "rows" from "all_types"
drop table "all_types";

-- 22. Undo: Create table _users_posts.
-- LOSSY migrate/drops-data: what table _users_posts holds is gone for good.
-- at stake: select count(*) as "rows" from "_users_posts"
drop table "_users_posts";

-- 23. Undo: Create table _posts_tags.
-- LOSSY migrate/drops-data: what table _posts_tags holds is gone for good.
-- at stake: select count(*) as "rows" from "_posts_tags"
drop table "_posts_tags";

-- 24. Undo: Create table Weird "Images".
-- LOSSY migrate/drops-data: what table Weird "Images" holds is gone for good.
-- at stake: select count(*) as "rows" from "Weird ""Images"""
drop table "Weird ""Images""";

-- 25. Undo: Create enum type unused.
drop type "unused";

-- 26. Undo: Create enum type role.
drop type "role";
