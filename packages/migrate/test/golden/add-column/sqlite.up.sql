-- 1. Change table tags: add column color; add column is_hot; add check tags_color_check; add check tags_is_hot_check; create index tags_is_hot_idx.
alter table "tags" add column "color" text constraint "tags_color_check" check (length("color") <= 7);
alter table "tags" add column "is_hot" integer not null default 0 constraint "tags_is_hot_check" check ("is_hot" in (0, 1));
create index "tags_is_hot_idx" on "tags" ("is_hot" desc);
