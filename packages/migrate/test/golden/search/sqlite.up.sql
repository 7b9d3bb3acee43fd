-- Written by Joinery. Change it as you need until it has been applied. A LOSSY comment makes Joinery ask before it loses rows:
-- it counts those of the line under it first. A FAILS comment makes it count what stands in the way before the step runs.

-- 1. Change table tags: add column about; create full-text index tags_fulltext.
alter table "tags" add column "about" text;
create virtual table "tags_fulltext" using fts5("text1", "text2", content='', contentless_delete=1, tokenize="porter unicode61 remove_diacritics 0 categories 'L* Nd Nl Mn Mc'");
insert into "tags_fulltext" (rowid, "text1", "text2")
  select "tags"."id", "tags"."name", "tags"."about" from "tags";
create trigger "tags_fulltext_insert" after insert on "tags" begin
  delete from "tags_fulltext" where rowid = new."id";
  insert into "tags_fulltext" (rowid, "text1", "text2") values (new."id", new."name", new."about");
end;
create trigger "tags_fulltext_update" after update of "id", "name", "about" on "tags" when old."id" is not new."id" or old."name" is not new."name" or old."about" is not new."about" begin
  delete from "tags_fulltext" where rowid = old."id";
  delete from "tags_fulltext" where rowid = new."id";
  insert into "tags_fulltext" (rowid, "text1", "text2") values (new."id", new."name", new."about");
end;
create trigger "tags_fulltext_delete" after delete on "tags" begin
  delete from "tags_fulltext" where rowid = old."id";
end;

-- 2. Add check notes_text_check to notes.
-- FAILS migrate/requires-check: every row of notes must meet: length("text") <= 99.
-- failing: select count(*) as "rows" from "notes" where not (length("text") <= 99)
-- LOSSY migrate/drops-unknown: notes is made anew, and triggers and indexes of yours on it are gone.
-- at stake: select count(*) as "rows" from sqlite_schema where tbl_name = 'notes' and (type = 'trigger' or type = 'index' and sql is not null) and name not in ('notes_fulltext_insert', 'notes_fulltext_update', 'notes_fulltext_delete')
drop trigger "notes_fulltext_insert";
drop trigger "notes_fulltext_update";
drop trigger "notes_fulltext_delete";
drop table "notes_fulltext";
drop table "notes_fulltext_keys";
create table "_joinery_new_notes" (
  "id" text not null,
  "text" text not null,
  constraint "notes_pkey" primary key ("id"),
  constraint "notes_text_check" check (length("text") <= 99)
);
insert into "_joinery_new_notes" ("id", "text")
  select "id", "text" from "notes";
drop table "notes";
pragma legacy_alter_table = on;
alter table "_joinery_new_notes" rename to "notes";
pragma legacy_alter_table = off;
create virtual table "notes_fulltext" using fts5("text1", content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 0 categories 'L* Nd Nl Mn Mc'");
create table "notes_fulltext_keys" (
  "entry" integer primary key,
  "key1" text not null,
  unique ("key1")
);
insert into "notes_fulltext_keys" ("key1") select "notes"."id" from "notes";
insert into "notes_fulltext" (rowid, "text1")
  select "notes_fulltext_keys"."entry", "notes"."text" from "notes" join "notes_fulltext_keys" on "notes_fulltext_keys"."key1" = "notes"."id";
create trigger "notes_fulltext_insert" after insert on "notes" begin
  insert into "notes_fulltext_keys" ("key1") select new."id" where not exists (select 1 from "notes_fulltext_keys" where "notes_fulltext_keys"."key1" = new."id");
  delete from "notes_fulltext" where rowid = (select "entry" from "notes_fulltext_keys" where "notes_fulltext_keys"."key1" = new."id");
  insert into "notes_fulltext" (rowid, "text1") values ((select "entry" from "notes_fulltext_keys" where "notes_fulltext_keys"."key1" = new."id"), new."text");
end;
create trigger "notes_fulltext_update" after update of "id", "text" on "notes" when old."id" is not new."id" or old."text" is not new."text" begin
  delete from "notes_fulltext" where rowid = (select "entry" from "notes_fulltext_keys" where "notes_fulltext_keys"."key1" = old."id");
  delete from "notes_fulltext_keys" where "notes_fulltext_keys"."key1" = old."id";
  insert into "notes_fulltext_keys" ("key1") select new."id" where not exists (select 1 from "notes_fulltext_keys" where "notes_fulltext_keys"."key1" = new."id");
  delete from "notes_fulltext" where rowid = (select "entry" from "notes_fulltext_keys" where "notes_fulltext_keys"."key1" = new."id");
  insert into "notes_fulltext" (rowid, "text1") values ((select "entry" from "notes_fulltext_keys" where "notes_fulltext_keys"."key1" = new."id"), new."text");
end;
create trigger "notes_fulltext_delete" after delete on "notes" begin
  delete from "notes_fulltext" where rowid = (select "entry" from "notes_fulltext_keys" where "notes_fulltext_keys"."key1" = old."id");
  delete from "notes_fulltext_keys" where "notes_fulltext_keys"."key1" = old."id";
end;
