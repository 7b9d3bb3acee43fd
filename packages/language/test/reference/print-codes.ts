import { readdirSync } from "node:fs";
import { join } from "node:path";
import { registry } from "../../src/index.js";
import { compileCase } from "../compile-case.js";
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
  return compileCase(join(root, folder)).diagnostics.find((each) => each.code === code)?.message;
}
