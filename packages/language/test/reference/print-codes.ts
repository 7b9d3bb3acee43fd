import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { compile, registry } from "../../src/index.js";
import { options } from "../dialects.js";
import { printTable } from "./print-tables.js";

const root = join(__dirname, "../cases");

/** Every code with what it says of the first case that provokes it. */
export function printCodes(): string {
  const rows = Object.entries(registry).map(([code, { severity }]) => [
    `\`${code}\`${severity === "warning" ? " (a warning)" : ""}`,
    findExample(code) ?? "",
  ]);
  return printTable(["code", "says, for example"], rows);
}

function findExample(code: string): string | undefined {
  const name = code.replace("/", "-");
  const folder = readdirSync(root)
    .sort()
    .find((each) => each === name || each.startsWith(`${name}.`));
  if (folder === undefined) return undefined;
  const paths = readdirSync(join(root, folder)).filter((file) => file.endsWith(".model"));
  const sources = paths.map((path) => ({ path, text: readFileSync(join(root, folder, path), "utf8") }));
  return compile(sources, options).diagnostics.find((each) => each.code === code)?.message;
}
