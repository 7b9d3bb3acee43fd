-- Written by Joinery. Change it as you need until it has been applied. A LOSSY comment makes Joinery ask before it loses rows:
-- it counts those of the line under it first. A FAILS comment makes it count what stands in the way before the step runs.

-- 1. Undo: Create view aboves.
drop view "aboves";

-- 2. Undo: Create view titles.
drop view "titles";

-- 3. Undo: Create table users.
-- LOSSY migrate/drops-data: what table users holds is gone for good.
-- at stake: select count(*) as "rows" from "users"
drop table "users";

-- 4. Undo: Create table tenants.
-- LOSSY migrate/drops-data: what table tenants holds is gone for good.
-- at stake: select count(*) as "rows" from "tenants"
drop table "tenants";

-- 5. Undo: Create table tags.
-- LOSSY migrate/drops-data: what table tags holds is gone for good.
-- at stake: select count(*) as "rows" from "tags"
drop table "tags";

-- 6. Undo: Create table posts.
-- LOSSY migrate/drops-data: what table posts holds is gone for good.
-- at stake: select count(*) as "rows" from "posts"
drop table "posts";

-- 7. Undo: Create table pins.
-- LOSSY migrate/drops-data: what table pins holds is gone for good.
-- at stake: select count(*) as "rows" from "pins"
drop table "pins";

-- 8. Undo: Create table all_types.
-- LOSSY migrate/drops-data: what table all_types holds is gone for good.
-- at stake: select count(*) as "rows" from "all_types"
drop table "all_types";

-- 9. Undo: Create table _users_posts.
-- LOSSY migrate/drops-data: what table _users_posts holds is gone for good.
-- at stake: select count(*) as "rows" from "_users_posts"
drop table "_users_posts";

-- 10. Undo: Create table _posts_tags.
-- LOSSY migrate/drops-data: what table _posts_tags holds is gone for good.
-- at stake: select count(*) as "rows" from "_posts_tags"
drop table "_posts_tags";

-- 11. Undo: Create table Weird "Images".
-- LOSSY migrate/drops-data: what table Weird "Images" holds is gone for good.
-- at stake: select count(*) as "rows" from "Weird ""Images"""
drop table "Weird ""Images""";
