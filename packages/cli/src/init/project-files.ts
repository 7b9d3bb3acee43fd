import type { DialectName } from "../config/config.js";
import type { ManifestNeeds } from "./merge-manifest.js";

/** What a new project is made for. */
export interface ProjectOptions {
  /** The name of its `package.json`. */
  readonly name: string;
  readonly dialect: DialectName;
  /** Kept in `.env` and out of version control: it may hold a password. */
  readonly url: string | undefined;
  /** Joinery's own version. */
  readonly version: string;
  /** The major version of Node.js that it will be installed with. */
  readonly nodeMajor: number;
}

const defaultUrls: Readonly<Record<DialectName, string>> = {
  postgresql: "postgresql://postgres:postgres@localhost:5432/postgres",
  sqlite: "sqlite:./app.db",
};

/** better-sqlite3 13 needs Node.js 22, and 12 does not run on 24. */
function driverOf({ dialect, nodeMajor }: ProjectOptions): Readonly<Record<string, string>> {
  if (dialect === "postgresql") return { pg: "^8.23.1" };
  return { "better-sqlite3": nodeMajor >= 22 ? "^13.0.0" : "^12.11.1" };
}

/** Whether the project keeps its database's URL in a `.env`: an embedded database needs none. */
function hasEnvironmentFile({ dialect, url }: ProjectOptions): boolean {
  return url !== undefined || dialect !== "sqlite";
}

/** The scripts and dependencies of a project. */
export function manifestNeeds(options: ProjectOptions): ManifestNeeds {
  const environment = hasEnvironmentFile(options) ? " --env-file=.env" : "";
  return {
    scripts: {
      generate: "joinery generate",
      migrate: "joinery migrate up",
      build: "tsc",
      start: `tsc && node${environment} dist/src/first-query.js`,
    },
    dependencies: { "@joinery/runtime": `^${options.version}`, ...driverOf(options), zod: "^4.6.7" },
    devDependencies: { joinery: `^${options.version}`, "@types/node": "^20.19.0", typescript: "^6.0.3" },
  };
}

/** A `package.json` to which the needs are added. */
export function newManifest({ name }: ProjectOptions): string {
  return `${JSON.stringify({ name, version: "0.1.0", private: true, type: "module" }, null, 2)}\n`;
}

/** What version control leaves out: `generated` stays in, so that a review sees what a schema change does. */
export const ignoredPaths = ["node_modules/", "dist/", ".env", "*.db", "*.db-*"];

/** The files that make the project, by their path in it; each is written only where nothing of that name exists. */
export function projectFiles(options: ProjectOptions): Readonly<Record<string, string>> {
  const url = options.url ?? defaultUrls[options.dialect];
  return {
    "joinery.config.ts": configText(options),
    "schema/blog.model": schemaText,
    "src/first-query.ts": exampleText(options),
    ...(hasEnvironmentFile(options) ? { ".env": `DATABASE_URL=${quoteValue(url)}\n` } : {}),
  };
}

/** For `tsc` from 5.9 on; only written where the project has none. */
export const compilerConfig = `${JSON.stringify(
  {
    compilerOptions: {
      target: "ES2023",
      module: "nodenext",
      types: ["node"],
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      skipLibCheck: true,
      rootDir: ".",
      outDir: "dist",
    },
    include: ["src", "generated"],
  },
  null,
  2,
)}\n`;

function quoteValue(value: string): string {
  if (!/[\s#"'`]/.test(value)) return value;
  return value.includes("'") ? `"${value}"` : `'${value}'`;
}

/** The expression that finds the database, in the config and in the example. */
function urlExpression(options: ProjectOptions): string {
  return hasEnvironmentFile(options)
    ? "process.env.DATABASE_URL"
    : `process.env.DATABASE_URL ?? "${defaultUrls.sqlite}"`;
}

function configText(options: ProjectOptions): string {
  return `import { defineConfig } from "joinery";

export default defineConfig({
  schema: "schema", // a folder, a file or a glob
  output: "generated",
  migrations: "migrations",
  database: { url: ${urlExpression(options)} },
});
`;
}

const schemaText = `/// Someone who can sign in and write.
model User {
  id        Int          @id @default(autoincrement())
  email     String(255)  @unique
  fullName  String(255)?
  createdAt DateTime     @default(now())
  posts     Post[]
}

model Post {
  id          Int         @id @default(autoincrement())
  title       String(255)
  content     Text        @default("")
  isPublished Boolean     @default(false)
  createdAt   DateTime    @default(now())
  author      User        @relation(onDelete: Cascade)  // implies the column author_id, its foreign key and index
  tags        Tag[]
}

model Tag {
  id    Int        @id @default(autoincrement())
  name  String(50) @unique
  posts Post[]
}
`;

function exampleText(options: ProjectOptions): string {
  const url = hasEnvironmentFile(options) ? `${urlExpression(options)} ?? ""` : urlExpression(options);
  return `import { connect } from "../generated/client.js";

async function main(): Promise<void> {
  const db = connect(${url});

  const known = await db.users.getByEmail("ada@example.com");
  const ada = known ?? (await db.users.create({ data: { email: "ada@example.com", fullName: "Ada Lovelace" } }));
  await db.posts.create({ data: { title: "Notes on the engine", authorId: ada.id } });

  const users = await db.users.findMany({
    where: { posts: { some: { title: { contains: "engine" } } } },
    include: { posts: { orderBy: { createdAt: "desc" }, limit: 5 } },
  });
  for (const user of users) console.log(user.fullName, "wrote", user.posts.map((post) => post.title).join(", "));

  await db.dispose();
}

void main();
`;
}
