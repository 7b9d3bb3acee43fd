import { join } from "node:path";
import { compile } from "@joinery/language";
import type { Schema } from "@joinery/schema";
import { renderDiagram } from "../../../src/index.js";
import { readSchema } from "../../read-schema.js";
import { makeHostile } from "./hostile-schema.js";
import { hundredModels } from "./hundred-models.js";

const render = (schema: Schema) => renderDiagram(schema, { format: "mermaid" });
const shop = readSchema(join(__dirname, "../../../../../schemas/shop.model"));

/** The lines that Mermaid's grammar knows, as its lexer reads them. */
const line = [
  /^erDiagram$/,
  /^ {2}"\w+" (\|\||\|o|\}o)(?:--|\.\.)(\|\||o\||o\{) "\w+" : "[^"]+"$/,
  /^ {2}%% [^{}\n]+$/,
  /^ {2}"\w+" \{$/,
  /^ {4}[A-Za-z_][\w()[\]]* (?!(PK|FK|UK)\b)[A-Za-z_]\w*( (PK|FK|UK)(, (PK|FK|UK))*)?( "[^"]*")?$/,
  /^ {2}\}$/,
  /^$/,
];

it("draws boxes and relations", async () => {
  const text = `
/// Someone who "writes".
model User {
  id    Int           @id
  email String(255)   @unique
  fee   Decimal(8, 2)?
  posts Post[]
  PK    Int  /// Not a key.
}

model Post {
  id     Int      @id
  labels String[]
  author User?
}
`;
  const { schema, diagnostics } = compile([{ path: "a.model", text }]);
  if (!schema) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  expect(await render(schema)).toBe(`erDiagram
  "User" |o--o{ "Post" : "author / posts"
  %% Someone who #34;writes#34;.
  "User" {
    Int id PK
    String(255) email UK
    Decimal fee "optional"
    Int PK_ "Not a key."
  }
  "Post" {
    Int id PK
    String[] labels
    Int authorId FK "optional"
  }
`);
});

it.each<[string, () => Schema]>([
  ["shop", () => shop],
  ["a hundred models", hundredModels],
  ["hostile documentation", () => makeHostile(shop)],
  ["nothing", () => ({ enums: [], models: [], joinTables: [] })],
])("writes only what Mermaid can read: %s", async (_, read) => {
  const unknown = (await render(read())).split("\n").filter((each) => !line.some((form) => form.test(each)));
  expect(unknown).toEqual([]);
});
