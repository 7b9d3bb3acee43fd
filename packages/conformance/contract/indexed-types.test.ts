import { onEveryDialect } from "@joinery/conformance";
import { resolveDialect } from "@joinery/sql";
import { compileModels, createTables, executeSql } from "./create-tables.js";

const types = "Int BigInt Float Decimal(9,2) Boolean String(9) Text DateTime Date Time Uuid Json Bytes Mood Text[]";
const fields = types
  .split(" ")
  .map((type) => [type.replace("Mood", "Enum").replace("Text[]", "List").replace(/\(.*/, ""), type]);
const schema = compileModels(`
enum Mood {
  SAD
}
model Thing {
  id Int @id
  ${fields.map(([name = "", type = ""]) => `the${name} ${type} @map("${name}")`).join("\n")}
}`);

onEveryDialect((fixture) => {
  beforeAll(() => createTables(fixture.url, schema));

  it("knows which types an access method has no operators for", async () => {
    const { indexMethods, typesWithoutOperators } = resolveDialect(fixture.url).capabilities;
    for (const method of indexMethods) {
      const refused: string[] = [];
      for (const [name = ""] of fields) {
        const using = method === "btree" ? "" : `using ${method} `;
        const sql = `create index on_${method}_${name} on things ${using}("${name}")`;
        await executeSql(fixture.url, sql).catch(() => refused.push(name));
      }
      const expected = [...(typesWithoutOperators[method] ?? [])];
      expect({ method, refused: refused.sort() }).toEqual({ method, refused: expected.sort() });
    }
  });
});
