import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import ts from "typescript";
import { generate } from "../src/index.js";
import { readSchema } from "./read-schema.js";

const root = join(__dirname, "../../..");

/** Generated code as a package of this kind, with the runtime as it was built; what a program in it prints. */
async function runIn(type: "module" | "commonjs", program: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "joinery-modules-"));
  const module = type === "module" ? ts.ModuleKind.ESNext : ts.ModuleKind.CommonJS;
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  try {
    for (const { path, text } of await generate(readSchema(join(root, "schemas/blog.model")))) {
      const compilerOptions = { module, target: ts.ScriptTarget.ES2022, verbatimModuleSyntax: type === "module" };
      write(path.replace(/ts$/, "js"), ts.transpileModule(text, { compilerOptions }).outputText);
    }
    write("package.json", JSON.stringify({ type }));
    write("main.js", program);
    symlinkSync(join(root, "generated/node_modules"), join(folder, "node_modules"));
    return execFileSync(process.execPath, [join(folder, "main.js")], { encoding: "utf8" });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const use = `
const user = new User({ email: "ada@example.com", hashedPassword: "…" });
console.log(typeof connect, user.email, Role.ADMIN, typeof UserRepository.prototype.getByEmail);
console.log(UserUpdateSchema.safeParse({ email: undefined }).success, UserUpdateSchema.safeParse({ fullName: null }).success);
`;

test("generated code runs as an ECMAScript module", async () => {
  const imports = `import { connect, Role, User, UserRepository } from "./index.js";
import { UserUpdateSchema } from "./zod/index.js";`;
  expect(await runIn("module", imports + use)).toBe("function ada@example.com ADMIN function\nfalse true\n");
});

test("generated code runs as a CommonJS module", async () => {
  const imports = `const { connect, Role, User, UserRepository } = require("./index.js");
const { UserUpdateSchema } = require("./zod/index.js");`;
  expect(await runIn("commonjs", imports + use)).toBe("function ada@example.com ADMIN function\nfalse true\n");
});
