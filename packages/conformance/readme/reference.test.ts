import { onEveryDialect } from "@joinery/conformance";
import { compile } from "@joinery/language";
import { diffCatalogs, emptyCatalog, lowerSchema, planChanges } from "@joinery/migrate";
import { resolveDialect, type Connection, type Driver } from "@joinery/sql";
import { readSnippets, type Snippet } from "./read-snippets.js";

/**
 * What the reference of the language shows of the databases: every schema can be made on both, and the statements behind
 * one (```sql postgresql) are those that make it. That the examples compile is a test of the language.
 */
const page = "packages/language/REFERENCE.md";
const snippets = readSnippets(page);
const examples = snippets.filter(({ language, words }) => language === "model" && words.length === 0);

it("has only fences that a test reads", () => {
  expect([...new Set(snippets.map(({ language }) => language))].sort()).toEqual(["ebnf", "model", "sql"]);
});

onEveryDialect((fixture) => {
  let driver: Driver;
  let connection: Connection;
  beforeAll(async () => {
    driver = await resolveDialect(fixture.url).open({ url: fixture.url });
    connection = await driver.acquire();
  });
  afterAll(async () => {
    await connection.release();
    await driver.close();
  });

  it.each(examples)("makes the tables of the example at line $line", async (example) => {
    await connection.execute("begin");
    try {
      for (const sql of listStatements(example, fixture.url)) await connection.execute(sql);
    } finally {
      await connection.execute("rollback");
    }
  });

  const shown = snippets.filter(({ language, words }) => language === "sql" && words[0] === fixture.dialect);
  it.each(shown)("makes them by the statements at line $line", (snippet) => {
    const example = snippets.findLast((each) => each.language === "model" && each.line < snippet.line);
    const made = listStatements(example, fixture.url).map((sql) => `${sql};\n`);
    expect(snippet.text).toBe(made.join(""));
  });
});

function listStatements(example: Snippet | undefined, url: string): readonly string[] {
  const { schema, diagnostics } = compile([{ path: page, text: example?.text ?? "" }]);
  if (schema === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  const dialect = resolveDialect(url);
  const changes = diffCatalogs(emptyCatalog(dialect), lowerSchema(schema, dialect));
  return planChanges(changes, dialect).flatMap((step) => step.statements.map(({ sql }) => sql));
}
