-- Written by Joinery. Change it as you need until it has been applied. A LOSSY comment makes Joinery ask before it loses rows:
-- it counts those of the line under it first. A FAILS comment makes it count what stands in the way before the step runs.

-- 1. Drop view names.
drop view "names";

-- 2. Drop materialized view kepts.
drop materialized view "kepts";

-- 3. Change column name (text becomes character varying(40)) of tags.
-- LOSSY migrate/narrows-type: values of tags.name that do not survive the way from text to character varying(40) are cut, rounded or refused.
-- at stake: select count(*) as "rows" from "tags" where ("name"::character varying(40))::text is distinct from "name"
alter table "tags" alter column "name" type character varying(40) using "name"::character varying(40);

-- 4. Add column color to tags.
alter table "tags" add column "color" text;

-- 5. Create view names.
create view "names" as
select name from tags;
select "name" from "names" limit 0;

-- 6. Create view anothers.
create view "anothers" as
select count(*) as n from names;
select "n" from "anothers" limit 0;
