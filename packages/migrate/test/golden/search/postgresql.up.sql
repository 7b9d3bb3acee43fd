-- Written by Joinery. Change it as you need until it has been applied. A LOSSY comment makes Joinery ask before it loses rows:
-- it counts those of the line under it first. A FAILS comment makes it count what stands in the way before the step runs.

-- 1. Drop index notes_fulltext of notes.
drop index "notes_fulltext";

-- 2. Drop column search_vector of notes.
alter table "notes" drop column "search_vector";

-- 3. Change column text (text becomes character varying(99)) of notes.
-- LOSSY migrate/narrows-type: values of notes.text that do not survive the way from text to character varying(99) are cut, rounded or refused.
-- at stake: select count(*) as "rows" from "notes" where ("text"::character varying(99))::text is distinct from "text"
alter table "notes" alter column "text" type character varying(99) using "text"::character varying(99);

-- 4. Add column about to tags.
alter table "tags" add column "about" text;

-- 5. Add column search_vector to notes.
alter table "notes" add column "search_vector" tsvector generated always as (setweight(to_tsvector('simple'::regconfig, regexp_replace(COALESCE((text)::text, ''::text), '[\u0001-\u002F\u003A-\u0040\u005B-\u0060\u007B-\u00A9\u00AB-\u00B4\u00B6-\u00B9\u00BB-\u00BF\u00D7\u00F7\u02C2-\u02C5\u037E\u0387\u055A-\u055F\u0589\u05BE\u05C0\u05C3\u05F3\u05F4\u060C\u061B\u061F\u066A-\u066D\u06D4\u0964\u0965\u2000-\u2070\u2074-\u207E\u2080-\u208E\u20A0-\u20CF\u2190-\u2BFF\u2E00-\u2E7F\u3000-\u3004\u3008-\u3020\u3030\uFE10-\uFE1F\uFE30-\uFE6F\uFF01-\uFF0F\uFF1A-\uFF20\uFF3B-\uFF40\uFF5B-\uFF65\uFFE0-\uFFFF\U0001F000-\U0001FAFF]+'::text, ' '::text, 'g'::text)), 'A'::"char")) stored;

-- 6. Create index notes_fulltext on notes.
create index "notes_fulltext" on "notes" using gin ("search_vector");

-- 7. Add column search_vector to tags.
alter table "tags" add column "search_vector" tsvector generated always as (((setweight(to_tsvector('english'::regconfig, regexp_replace(COALESCE(name, ''::text), '[\u0001-\u002F\u003A-\u0040\u005B-\u0060\u007B-\u00A9\u00AB-\u00B4\u00B6-\u00B9\u00BB-\u00BF\u00D7\u00F7\u02C2-\u02C5\u037E\u0387\u055A-\u055F\u0589\u05BE\u05C0\u05C3\u05F3\u05F4\u060C\u061B\u061F\u066A-\u066D\u06D4\u0964\u0965\u2000-\u2070\u2074-\u207E\u2080-\u208E\u20A0-\u20CF\u2190-\u2BFF\u2E00-\u2E7F\u3000-\u3004\u3008-\u3020\u3030\uFE10-\uFE1F\uFE30-\uFE6F\uFF01-\uFF0F\uFF1A-\uFF20\uFF3B-\uFF40\uFF5B-\uFF65\uFFE0-\uFFFF\U0001F000-\U0001FAFF]+'::text, ' '::text, 'g'::text)), 'A'::"char") || '''|'':1'::tsvector) || setweight(to_tsvector('english'::regconfig, regexp_replace(COALESCE(about, ''::text), '[\u0001-\u002F\u003A-\u0040\u005B-\u0060\u007B-\u00A9\u00AB-\u00B4\u00B6-\u00B9\u00BB-\u00BF\u00D7\u00F7\u02C2-\u02C5\u037E\u0387\u055A-\u055F\u0589\u05BE\u05C0\u05C3\u05F3\u05F4\u060C\u061B\u061F\u066A-\u066D\u06D4\u0964\u0965\u2000-\u2070\u2074-\u207E\u2080-\u208E\u20A0-\u20CF\u2190-\u2BFF\u2E00-\u2E7F\u3000-\u3004\u3008-\u3020\u3030\uFE10-\uFE1F\uFE30-\uFE6F\uFF01-\uFF0F\uFF1A-\uFF20\uFF3B-\uFF40\uFF5B-\uFF65\uFFE0-\uFFFF\U0001F000-\U0001FAFF]+'::text, ' '::text, 'g'::text)), 'D'::"char"))) stored;

-- 8. Create index tags_fulltext on tags.
create index "tags_fulltext" on "tags" using gin ("search_vector");
