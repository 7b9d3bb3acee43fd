import fc from "fast-check";
import { parseCreateTable } from "../../src/sqlite/parse-create-table.js";

it("finds what only the text knows, whoever wrote it", () => {
  const found = parseCreateTable(`CREATE TABLE IF NOT EXISTS [a b] ( -- the key
    id INTEGER CONSTRAINT "the key" PRIMARY KEY ON CONFLICT ABORT AUTOINCREMENT,
    \`x\` TEXT UNIQUE CHECK (x <> 'check (' AND length(x) > 1) DEFAULT ('unique, ' || "y"),
    y DECIMAL(10, 2) /* unique */ NOT NULL CONSTRAINT y_ref REFERENCES p (q) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
    "check" INT GENERATED ALWAYS AS (id * 2) STORED,
    CONSTRAINT u UNIQUE ("x", y COLLATE NOCASE),
    FOREIGN KEY (x, y) REFERENCES p (a, b) NOT DEFERRABLE,
    CONSTRAINT c CHECK ("check" IN (1, 2)), CHECK(y>0)
  ) WITHOUT ROWID, STRICT`);
  expect(found).toEqual({
    primaryKeyName: "the key",
    isNumbered: true,
    generated: new Map([["check", "id * 2"]]),
    uniques: [{ columns: ["x"] }, { name: "u", columns: ["x", "y"] }],
    foreignKeys: [
      { name: "y_ref", columns: ["y"], isDeferrable: true },
      { columns: ["x", "y"], isDeferrable: false },
    ],
    checks: [
      { expression: "x <> 'check (' AND length(x) > 1" },
      { name: "c", expression: `"check" IN (1, 2)` },
      { expression: "y>0" },
    ],
  });
});

it("finds less, and never fails, in a text that is none", () => {
  const piece = fc.constantFrom(
    "create table t",
    "(",
    ")",
    ",",
    "constraint",
    "check",
    "primary key",
    "unique",
    "foreign key",
    "references",
    "'",
    '"',
    "a",
    " ",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(piece).map((pieces) => pieces.join(" ")),
      ),
      (text) => {
        expect(parseCreateTable(text)).toMatchObject({ isNumbered: expect.any(Boolean) as boolean });
      },
    ),
  );
});
