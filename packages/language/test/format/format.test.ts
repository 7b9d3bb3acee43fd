import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { formatModelFile } from "../../src/index.js";

const path = "a.model";

/** Lines without the indentation of this file. */
function lines(strings: TemplateStringsArray): string {
  return (strings.raw[0] ?? "").replace(/^\n/, "").replaceAll(/^ {4}/gm, "").trimEnd() + "\n";
}

function expectFormat(text: string, expected: string): void {
  expect(formatModelFile({ path, text })).toEqual({ text: expected, diagnostics: [] });
  expect(formatModelFile({ path, text: expected }).text).toBe(expected);
}

test("names, types, attributes and comments stand in columns, for each group of lines anew", () => {
  expectFormat(
    lines`
    model   User  with  A,B{
    id Int @id   @default( autoincrement( ) )
    createdAt   DateTime @default(now()) // when
    email String(255)? // unique
    // between
    a Post|Comment


    b Decimal( 10,2 ) @x
    veryLongName Int @x
    @@index( [ a,b ],name:"x" )
    }
    `,
    lines`
    model User with A, B {
      id        Int            @id @default(autoincrement())
      createdAt DateTime       @default(now())  // when
      email     String(255)?                    // unique
      // between
      a         Post | Comment

      b            Decimal(10, 2) @x
      veryLongName Int            @x
      @@index([a, b], name: "x")
    }
    `,
  );
});

test("members of an enum and clauses of a query stand in columns too", () => {
  expectFormat(
    lines`
    enum Role { READER
    }
    enum Colour {
      RED @map("r")
      GREEN @map("g")
      @@map("colours")
    }
    query User.all($a:Int=1,) {
      where {a:1}
      orderBy {b:desc}
      limit $a
    }
    query User.none() {}
    `,
    lines`
    enum Role {
      READER
    }

    enum Colour {
      RED   @map("r")
      GREEN @map("g")
      @@map("colours")
    }

    query User.all($a: Int = 1) {
      where   { a: 1 }
      orderBy { b: desc }
      limit   $a
    }

    query User.none {
    }
    `,
  );
});

test("what does not fit on a line is broken, item by item; an object also where its author broke it", () => {
  const names = Array.from({ length: 8 }, (_, index) => `aRatherLongField${index}`);
  expectFormat(
    `model A {\n@@index([${names.join(",")}], name: "n")\n@@unique([a, b])\na Json @default({\nx: 1, y: [ ] })\nb Json @default({ x: 1,\ny: 2 })\n}`,
    [
      "model A {",
      "  @@index(",
      "    [",
      ...names.map((name) => `      ${name},`),
      "    ],",
      '    name: "n",',
      "  )",
      "  @@unique([a, b])",
      "  a Json @default({",
      "    x: 1,",
      "    y: [],",
      "  })",
      "  b Json @default({ x: 1, y: 2 })",
      "}",
      "",
    ].join("\n"),
  );
});

test("every comment keeps its place", () => {
  expectFormat(
    lines`
    // first


    // second
    model A // header
      extends B // base
    { // open
      // before
      a Int // behind
      b Int @x( // bracket
        1, // item
        // own line

        2 ) /// documentation

      // last
    } // close
    // apart
    enum C { // c
    }
    /// end
    `,
    lines`
    // first

    // second
    model A // header
      extends B // base
    { // open
      // before
      a Int  // behind
      b Int @x( // bracket
        1, // item
        // own line

        2,
      )  /// documentation

      // last
    } // close

    // apart
    enum C { // c
    }

    /// end
    `,
  );
});

test("line ends stay as the file has them, a byte order mark goes", () => {
  expectFormat("\ufeffmodel A {\r\n\r\nid Int\n}", "model A {\r\n  id Int\r\n}\r\n");
});

test("nothing stays nothing", () => {
  for (const text of ["", "\n\n", "\ufeff \n"]) expectFormat(text, "");
});

test("a file that cannot be parsed is left alone, with the reason; one that cannot be checked is not", () => {
  const broken = "model A {\n   id   Int @x(\n}";
  expect(formatModelFile({ path, text: broken })).toMatchObject({
    text: broken,
    diagnostics: [{ code: "parse/unclosed-bracket" }],
  });
  expectFormat("model A {\n   id   Nothing\n}", "model A {\n  id Nothing\n}\n");
});

const examples = join(__dirname, "../../../../schemas");

test.each(readdirSync(examples).filter((file) => file.endsWith(".model")))("%s is formatted", (file) => {
  const text = readFileSync(join(examples, file), "utf8");
  expect(formatModelFile({ path: file, text })).toEqual({ text, diagnostics: [] });
});
