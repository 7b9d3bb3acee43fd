-- 1. Undo: Rename constraint users_pkey to people_pkey of people.
alter table "people" rename constraint "people_pkey" to "users_pkey";

-- 2. Undo: Rename constraint users_name_key to people_full_name_key of people.
alter table "people" rename constraint "people_full_name_key" to "users_name_key";

-- 3. Undo: Rename column name to full_name of people.
alter table "people" rename column "full_name" to "name";

-- 4. Undo: Rename table users to people.
alter table "people" rename to "users";
