-- 1. Rename table users to people.
alter table "users" rename to "people";

-- 2. Rename column name to full_name of people.
alter table "people" rename column "name" to "full_name";

-- 3. Rename constraint users_name_key to people_full_name_key of people.
alter table "people" rename constraint "users_name_key" to "people_full_name_key";

-- 4. Rename constraint users_pkey to people_pkey of people.
alter table "people" rename constraint "users_pkey" to "people_pkey";
