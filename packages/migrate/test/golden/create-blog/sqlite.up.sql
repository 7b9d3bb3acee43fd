-- 1. Create table _posts_tags.
create table "_posts_tags" (
  "post_id" integer not null,
  "tag_id" integer not null,
  constraint "_posts_tags_pkey" primary key ("post_id", "tag_id"),
  constraint "_posts_tags_post_id_fkey" foreign key ("post_id") references "posts" ("id") on delete cascade on update cascade,
  constraint "_posts_tags_tag_id_fkey" foreign key ("tag_id") references "tags" ("id") on delete cascade on update cascade
);
create index "_posts_tags_idx" on "_posts_tags" ("tag_id");

-- 2. Create table posts.
create table "posts" (
  "id" integer not null constraint "posts_pkey" primary key autoincrement,
  "title" text not null,
  "author_id" integer not null,
  constraint "posts_title_check" check (length("title") <= 100),
  constraint "posts_author_id_fkey" foreign key ("author_id") references "users" ("id") on delete cascade
);
create index "posts_author_id_idx" on "posts" ("author_id");

-- 3. Create table tags.
create table "tags" (
  "id" integer not null constraint "tags_pkey" primary key autoincrement,
  "name" text not null
);
create unique index "tags_name_key" on "tags" ("name");

-- 4. Create table users.
create table "users" (
  "id" integer not null constraint "users_pkey" primary key autoincrement,
  "email" text not null,
  "role" text not null default 'READER',
  "is_active" integer not null default 1,
  "created_at" text not null default (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  constraint "users_email_check" check (length("email") <= 255),
  constraint "users_is_active_check" check ("is_active" in (0, 1)),
  constraint "users_role_check" check ("role" in ('READER', 'EDITOR'))
);
create unique index "users_email_key" on "users" ("email");
