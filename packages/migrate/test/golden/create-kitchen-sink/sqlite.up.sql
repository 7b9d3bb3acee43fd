-- 1. Create table Weird "Images".
create table "Weird ""Images""" (
  "id" integer not null,
  "The Post" integer,
  constraint "Weird ""Images""_pkey" primary key ("id"),
  constraint "Weird ""Images""_The Post_fkey" foreign key ("The Post") references "posts" ("id") deferrable initially deferred
);

-- 2. Create table _posts_tags.
create table "_posts_tags" (
  "post_id" integer not null,
  "tag_id" text not null,
  constraint "_posts_tags_pkey" primary key ("post_id", "tag_id"),
  constraint "_posts_tags_post_id_fkey" foreign key ("post_id") references "posts" ("id") on delete cascade on update cascade,
  constraint "_posts_tags_tag_id_fkey" foreign key ("tag_id") references "tags" ("id") on delete cascade on update cascade
);
create index "_posts_tags_idx" on "_posts_tags" ("tag_id");

-- 3. Create table _users_posts.
create table "_users_posts" (
  "user_id" integer not null,
  "post_id" integer not null,
  constraint "_users_posts_pkey" primary key ("user_id", "post_id"),
  constraint "_users_posts_post_id_fkey" foreign key ("post_id") references "posts" ("id") on delete cascade on update cascade,
  constraint "_users_posts_user_id_fkey" foreign key ("user_id") references "users" ("id") on delete cascade on update cascade
);
create index "_users_posts_idx" on "_users_posts" ("post_id");

-- 4. Create table all_types.
create table "all_types" (
  "id" integer not null,
  "int" integer not null default -5,
  "big" integer not null default 9007199254740993,
  "small" integer not null default 7,
  "float" real not null default 0.5,
  "huge" real not null default 1e+21,
  "tiny" real not null default -1e-7,
  "price" numeric(10,2) not null default -1.5,
  "long" text not null default '12345678901234567890.5000000000',
  "whole" numeric(5,0) not null,
  "free" text default '1.5',
  "yes" integer not null default 1,
  "short" text not null default 'it''s\n',
  "string" text not null default '',
  "text" text not null default '"q" ; -- x',
  "at" text not null default '2024-01-31T23:59:59.120Z',
  "at_now" text not null default (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  "old" text not null default '0999-01-01T00:00:00.000Z',
  "date" text not null default '1969-12-31',
  "date_now" text not null default (date('now')),
  "time" text not null default '12:00:00.500',
  "time_now" text not null default (strftime('%H:%M:%f', 'now')),
  "uuid" text not null default 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',
  "json" text not null default '{"":{"z":1.5},"a":[null,"x''y"],"b":1}',
  "json_null" text,
  "bytes" blob not null default x'00ff27',
  "expression" text not null default (lower('X') || 'y'),
  "constant" text not null default 'z',
  "ints" text not null default '[1,-2]',
  "none" text not null default '[]',
  "texts" text not null default '["a b","","NULL","\"","\\","{}","it''s"]',
  "strings" text,
  "bigs" text not null default '[9007199254740993]',
  "floats" text not null default '[0.5,1e+21]',
  "prices" text not null default '[1.50]',
  "flags" text not null default '[true,false]',
  "ats" text not null default '["2024-01-31T23:59:59.120Z"]',
  "dates" text not null default '["2024-01-31"]',
  "times" text not null default '["00:00:00.000"]',
  "uuids" text not null default '["a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"]',
  "jsons" text not null default '[{"a":"x\""},1]',
  "blobs" text not null default '["0102"]',
  constraint "all_types_pkey" primary key ("id"),
  constraint "all_types_ats_check" check (json_valid("ats") and json_type("ats") = 'array'),
  constraint "all_types_bigs_check" check (json_valid("bigs") and json_type("bigs") = 'array'),
  constraint "all_types_blobs_check" check (json_valid("blobs") and json_type("blobs") = 'array'),
  constraint "all_types_dates_check" check (json_valid("dates") and json_type("dates") = 'array'),
  constraint "all_types_flags_check" check (json_valid("flags") and json_type("flags") = 'array'),
  constraint "all_types_floats_check" check (json_valid("floats") and json_type("floats") = 'array'),
  constraint "all_types_ints_check" check (json_valid("ints") and json_type("ints") = 'array'),
  constraint "all_types_json_check" check (json_valid("json")),
  constraint "all_types_json_null_check" check (json_valid("json_null")),
  constraint "all_types_jsons_check" check (json_valid("jsons") and json_type("jsons") = 'array'),
  constraint "all_types_none_check" check (json_valid("none") and json_type("none") = 'array'),
  constraint "all_types_prices_check" check (json_valid("prices") and json_type("prices") = 'array'),
  constraint "all_types_short_check" check (length("short") <= 10),
  constraint "all_types_strings_check" check (json_valid("strings") and json_type("strings") = 'array'),
  constraint "all_types_texts_check" check (json_valid("texts") and json_type("texts") = 'array'),
  constraint "all_types_times_check" check (json_valid("times") and json_type("times") = 'array'),
  constraint "all_types_uuids_check" check (json_valid("uuids") and json_type("uuids") = 'array'),
  constraint "all_types_yes_check" check ("yes" in (0, 1))
);

-- 5. Create table pins.
create table "pins" (
  "id" integer not null constraint "pins_pkey" primary key autoincrement,
  "subject_user_id" integer,
  "subject_tenant_code" text,
  "the ""Region""" integer,
  "context_user_id" integer,
  "context_post_id" integer,
  constraint "pins_context_arc" check (case when "context_user_id" is null then 0 else 1 end + case when "context_post_id" is null then 0 else 1 end <= 1),
  constraint "pins_subject_arc" check (case when "subject_user_id" is null then 0 else 1 end + case when "subject_tenant_code" is null then 0 else 1 end = 1 and ("the ""Region""" is null) = ("subject_tenant_code" is null)),
  constraint "pins_subject_tenant_code_check" check (length("subject_tenant_code") <= 8),
  constraint "pins_context_post_id_fkey" foreign key ("context_post_id") references "posts" ("id") on delete set null,
  constraint "pins_context_user_id_fkey" foreign key ("context_user_id") references "users" ("id") on delete set null,
  constraint "pins_subject_tenant_code_the ""Region""_fkey" foreign key ("subject_tenant_code", "the ""Region""") references "tenants" ("code", "region"),
  constraint "pins_subject_user_id_fkey" foreign key ("subject_user_id") references "users" ("id") on delete cascade
);
create index "pins_subject_user_id_idx" on "pins" ("subject_user_id");

-- 6. Create table posts.
create table "posts" (
  "id" integer not null constraint "posts_pkey" primary key autoincrement,
  "title" text not null,
  "author_id" integer not null,
  "tenant_code" text not null,
  "tenant_region" integer not null,
  "cover_id" integer,
  constraint "posts_tenant_code_check" check (length("tenant_code") <= 8),
  constraint "posts_title_check" check (length("title") <= 100),
  constraint "posts_author_id_fkey" foreign key ("author_id") references "users" ("id") on delete cascade,
  constraint "posts_cover_id_fkey" foreign key ("cover_id") references "Weird ""Images""" ("id") on delete set default deferrable initially deferred,
  constraint "posts_tenant_code_tenant_region_fkey" foreign key ("tenant_code", "tenant_region") references "tenants" ("code", "region") on delete restrict
);
create unique index "posts_author_id_title_key" on "posts" ("author_id", "title");
create unique index "posts_cover_id_key" on "posts" ("cover_id");
create index "posts_author_id_idx" on "posts" ("author_id");

-- 7. Create table tags.
create table "tags" (
  "id" text not null,
  "name" text not null,
  constraint "tags_pkey" primary key ("id"),
  constraint "tags_name_check" check (length("name") <= 20)
);
create unique index "tags_name_key" on "tags" ("name");

-- 8. Create table tenants.
create table "tenants" (
  "code" text not null,
  "region" integer not null,
  constraint "tenants_pkey" primary key ("code", "region"),
  constraint "tenants_code_check" check (length("code") <= 8)
);

-- 9. Create table users.
create table "users" (
  "id" integer not null constraint "users_pkey" primary key autoincrement,
  "email" text not null,
  "bio" text,
  "role" text not null default 'it''s',
  "roles" text not null default '["reader","it''s"]',
  "manager_id" integer,
  "uuid" text not null,
  "slug" text generated always as (lower(email || ') as (')) stored not null,
  "twice" integer generated always as (id * 2) virtual not null,
  "is_editor" integer generated always as (role = 'EDITOR' or role in ('reader')) stored,
  constraint "Not me" check (manager_id is null or (manager_id <> id)),
  constraint "email_has_at" check (instr(email, '@') > 1),
  constraint "role_is_known" check (role <> 'EDITOR' or id between 1 and 10),
  constraint "users_email_check" check (length("email") <= 255),
  constraint "users_is_editor_check" check ("is_editor" in (0, 1)),
  constraint "users_role_check" check ("role" in ('reader', 'EDITOR', 'it''s')),
  constraint "users_roles_check" check (json_valid("roles") and json_type("roles") = 'array'),
  constraint "users_manager_id_fkey" foreign key ("manager_id") references "users" ("id") on delete set null on update cascade
);
create unique index "users_email_key" on "users" ("email");
create unique index "users_slug_key" on "users" ("slug");
create index "both" on "users" ("manager_id", (email || 'x) where (')) where id > 1;
create unique index "desc_once" on "users" ("manager_id" desc, "uuid");
create index "enclosed" on "users" ((((id + 1)) * (id)));
create unique index "lower_email" on "users" ((lower(email)));
create index "partial" on "users" ("bio" desc, "id") where role = 'reader' and bio in ('a', 'b');
create unique index "partial_once" on "users" ("manager_id") where bio is not null;
create index "users_bio_idx" on "users" ("bio" desc);
create index "users_manager_id_idx" on "users" ("manager_id");

-- 10. Create view titles.
create view "titles" as
select id, title from posts where title like 'it''s;%';
select "id", "title" from "titles" limit 0;

-- 11. Create view aboves.
create view "aboves" as
select id, title as "The ""caption""" from titles;
select "id", "The ""caption""" from "aboves" limit 0;
