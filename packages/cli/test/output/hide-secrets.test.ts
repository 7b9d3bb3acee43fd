import { hideSecrets } from "../../src/output/hide-secrets.js";

it.each([
  ["postgresql://ada:s3cret@host/db", "postgresql://ada:***@host/db"],
  ["at postgresql://ada:p@ss:w0rd/#?@host:5432/db now", "at postgresql://ada:***@host:5432/db now"],
  ["postgresql://:s3cret@host/db", "postgresql://:***@host/db"],
  [
    "postgresql://host/db?user=ada&password=s3cret&sslmode=require",
    "postgresql://host/db?user=ada&password=***&sslmode=require",
  ],
  ["postgresql://ada@host/db and sqlite:./a.db", "postgresql://ada@host/db and sqlite:./a.db"],
  [
    'cannot reach "postgres://a:b@h" or "postgres://c:d@h"',
    'cannot reach "postgres://a:***@h" or "postgres://c:***@h"',
  ],
])("%s", (text, hidden) => {
  expect(hideSecrets(text)).toBe(hidden);
});
