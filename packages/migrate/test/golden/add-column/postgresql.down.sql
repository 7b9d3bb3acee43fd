-- Written by Joinery. Change it as you need until it has been applied. A LOSSY comment makes Joinery ask before it loses rows:
-- it counts those of the line under it first. A FAILS comment makes it count what stands in the way before the step runs.

-- 1. Undo: Create index tags_is_hot_idx on tags.
drop index "tags_is_hot_idx";

-- 2. Undo: Add column is_hot to tags.
-- LOSSY migrate/drops-data: what column is_hot of tags holds is gone for good.
-- at stake: select count(*) as "rows" from "tags" where "is_hot" is not null
alter table "tags" drop column "is_hot";

-- 3. Undo: Add column color to tags.
-- LOSSY migrate/drops-data: what column color of tags holds is gone for good.
-- at stake: select count(*) as "rows" from "tags" where "color" is not null
alter table "tags" drop column "color";
