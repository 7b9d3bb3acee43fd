-- 1. Add column color to tags.
alter table "tags" add column "color" character varying(7);

-- 2. Add column is_hot to tags.
alter table "tags" add column "is_hot" boolean not null default false;

-- 3. Create index tags_is_hot_idx on tags.
create index "tags_is_hot_idx" on "tags" ("is_hot" desc);
