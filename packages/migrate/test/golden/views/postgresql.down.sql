-- Written by Joinery. Change it as you need until it has been applied. A LOSSY comment makes Joinery ask before it loses rows:
-- it counts those of the line under it first. A FAILS comment makes it count what stands in the way before the step runs.

-- 1. Undo: Create view anothers.
drop view "anothers";

-- 2. Undo: Create view names.
drop view "names";

-- 3. Undo: Add column color to tags.
-- LOSSY migrate/drops-data: what column color of tags holds is gone for good.
-- at stake: select count(*) as "rows" from "tags" where "color" is not null
alter table "tags" drop column "color";

-- 4. Undo: Change column name (text becomes character varying(40)) of tags.
alter table "tags" alter column "name" type text using "name"::text;

-- 5. Undo: Drop materialized view kepts.
create materialized view "kepts" as
select id, name from tags;
create unique index "kepts_pkey" on "kepts" ("id");
select "id", "name" from "kepts" limit 0;
comment on materialized view "kepts" is 'As old as its last refresh';

-- 6. Undo: Drop view names.
create view "names" as
select name from tags;
select "name" from "names" limit 0;
