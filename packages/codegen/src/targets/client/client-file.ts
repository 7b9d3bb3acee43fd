import { CodeFile } from "../../code-file.js";
import { runtimeType, runtimeValue } from "../../import-symbol.js";
import { group, ifBroken, indent, join, type Layout, line, softLine } from "../../layout.js";
import { toPropertyKey } from "../../safe-name.js";
import { printBody, printDocumentation, printObject, printProperty } from "../../typescript-code.js";
import type { ClientContext } from "./model-context.js";

/** `connect`, and the database it gives: a plain interface, so that its size costs nothing. */
export function buildClientFile(context: ClientContext): CodeFile {
  const { database, repositories, connect } = context.symbols;
  const file = new CodeFile("client.ts", [database.name, repositories.name, connect.name, "models", "readSchemas"]);
  file.add(printDatabase(file, context));
  file.add(printRepositories(file, context));
  file.add(printModels(file, context));
  file.add(printSchemaReader());
  file.add(printConnect(file, context));
  file.add(printSqlExport(context));
  return file;
}

/** Whoever has the client has what filters in SQL are written with. */
function printSqlExport({ symbols: { sql } }: ClientContext): Layout {
  return `export { ${sql.name === "sql" ? "sql" : `sql as ${sql.name}`} } from "@joinery/runtime";`;
}

function printDatabase(file: CodeFile, { schema, symbols }: ClientContext): Layout {
  return [
    printDocumentation("An open database: a repository for each model."),
    `export interface ${symbols.database.name} extends ${file.use(runtimeType("Client"))} `,
    printBody(
      schema.models.map(({ name, accessor }) =>
        printProperty(accessor, [file.use(symbols.models.get(name)!.repository)], { modifier: "readonly " }),
      ),
    ),
  ];
}

function printRepositories(file: CodeFile, { schema, symbols }: ClientContext): Layout {
  const classOf = file.use(runtimeType("RepositoryClass"));
  return [
    printDocumentation("Classes of your own, each extending the generated one, to be used in its place."),
    `export interface ${symbols.repositories.name} `,
    printBody(
      schema.models.map(({ name, accessor }) =>
        printProperty(accessor, [`${classOf}<${file.use(symbols.models.get(name)!.repository)}>`], {
          modifier: "readonly ",
          isOptional: true,
        }),
      ),
    ),
  ];
}

function printModels(file: CodeFile, { schema, symbols }: ClientContext): Layout {
  const entries = schema.models.map(({ name }) => {
    const { entity, repository } = symbols.models.get(name)!;
    const classes = printObject([`entity: ${file.use(entity)}`, `repository: ${file.use(repository)}`]);
    return [`${toPropertyKey(name)}: `, classes, ","];
  });
  return ["const models = ", printBody(entries), ";"];
}

/** The Zod schemas are no part of the client: who does not validate neither loads them nor has them type-checked. */
function printSchemaReader(): Layout {
  return [
    printDocumentation(
      "The Zod schemas, for `validate`. Of a path that is a variable, compilers do not follow where it leads.",
    ),
    'function readSchemas(path = "./zod/index.js"): Promise<unknown> ',
    printBody(["return import(path);"]),
  ];
}

function printConnect(file: CodeFile, { symbols }: ClientContext): Layout {
  const { database, repositories, connect, schema } = symbols;
  const extended = `${file.use(runtimeType("Extended"))}<${database.name}, Classes>`;
  const exactly = `${file.use(runtimeType("Exactly"))}<Classes, ${repositories.name}>`;
  const parameters = ["url: string", `options?: ${file.use(runtimeType("ConnectOptions"))}<${exactly}>`];
  const schemaName = file.use(schema);
  const given = [
    "url",
    schemaName === "schema" ? "schema" : `schema: ${schemaName}`,
    "models",
    "readSchemas",
    "options",
  ];
  return [
    printDocumentation("Opens the database at a URL. The caller closes it, with `dispose` or `await using`."),
    `export function ${connect.name}<Classes extends ${repositories.name} = {}>`,
    group("(", indent(softLine, join([",", line], parameters)), ifBroken(","), softLine, `): ${extended} `),
    printBody([[`return ${file.use(runtimeValue("createClient"))}<${extended}>(`, printObject(given), ");"]]),
  ];
}
