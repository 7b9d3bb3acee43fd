import { join } from "node:path";
import ts from "typescript";

/** What is called, and what an editor is to show of the constant that keeps it: properties, and no names of the runtime's own types. */
const calls: readonly (readonly [call: string, shown: string])[] = [
  ["db.users.findMany()", "User[]"],
  [
    `db.users.findMany({
      include: { posts: { omit: { content: true } } },
      omit: { settings: true, hashedPassword: false },
      counts: { comments: true },
    })`,
    '(Omit<User, "settings"> & { hashedPassword: string; } & { posts: Omit<Post, "content">[]; } & { counts: { comments: number; }; })[]',
  ],
  [
    "db.users.findFirst({ counts: { posts: true, comments: { where: { id: 1 } } } })",
    "(User & { counts: { posts: number; comments: number; }; }) | null",
  ],
  [
    "db.users.findMany({ select: { id: true, counts: { posts: true }, manager: { include: { profile: true } } } })",
    "{ id: number; counts: { posts: number; }; manager: (User & { profile: Profile | null; }) | null; }[]",
  ],
  [
    "db.posts.aggregate({ count: true, max: { publishedAt: true }, countDistinct: { authorId: true } })",
    "{ count: number; countDistinct: { authorId: number; }; max: { publishedAt: Date | null; }; }",
  ],
  [
    `db.posts.groupBy({ by: ["authorId"], count: true, sum: { id: true } })`,
    "{ authorId: number; count: number; sum: { id: number; }; }[]",
  ],
  ["db.users.paginate({ limit: 1, omit: { email: true } })", 'Page<Omit<User, "email">>'],
];

const folder = join(__dirname, "types");
const file = join(folder, "hovered.ts");
const lines = calls.map(([call], index) => `  const shown${index} = await ${call};\n  void shown${index};\n`);
const text = `import { connect } from "@joinery/generated/blog/client.js";
const db = connect("");
export async function hovered(): Promise<void> {\n${lines.join("")}}\n`;

/** A project of one file that is nowhere but here. */
function openProject(): ts.LanguageService {
  const config = ts.getParsedCommandLineOfConfigFile(join(folder, "tsconfig.json"), undefined, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: () => undefined,
  });
  const { sys } = ts;
  const readFile = (name: string) => (name === file ? text : sys.readFile(name));
  return ts.createLanguageService({
    getScriptFileNames: () => [file],
    getScriptVersion: () => "1",
    getScriptSnapshot(name) {
      const source = readFile(name);
      return source === undefined ? undefined : ts.ScriptSnapshot.fromString(source);
    },
    getCurrentDirectory: () => folder,
    getCompilationSettings: () => config!.options,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (name) => name === file || sys.fileExists(name),
    readFile,
    readDirectory: (...args) => sys.readDirectory(...args),
    directoryExists: (name) => sys.directoryExists(name),
    getDirectories: (name) => sys.getDirectories(name),
  });
}

test("an editor shows what a call gives, and it can be read", () => {
  const service = openProject();
  expect(service.getSemanticDiagnostics(file).map(({ messageText }) => messageText)).toEqual([]);
  const shown = calls.map(([call], index) => {
    const { displayParts } = service.getQuickInfoAtPosition(file, text.indexOf(`shown${index} `))!;
    const parts = ts.displayPartsToString(displayParts).replaceAll(/\s+/g, " ");
    return [call, parts.replace(/^const shown\d+: /, "")];
  });
  expect(shown).toEqual(calls);
}, 120_000);
