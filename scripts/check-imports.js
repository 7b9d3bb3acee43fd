#!/usr/bin/env node
"use strict";

/**
 * Holds the packages to the rules of the architecture: who may import whom, what stays in which room, how files are
 * named. Prints one line per departure and exits 1; prints nothing when all is in place.
 */
const fs = require("node:fs");
const path = require("node:path");
const ts = require("typescript");

/** The arrows: what a package's `src` may import. `schema` is the language that they all speak. */
const arrows = {
  schema: [],
  language: ["schema"],
  "language-server": ["language", "schema"],
  "prettier-plugin": ["language", "schema"],
  // Queries are compiled by the planner that plans all other calls: there is but one.
  codegen: ["runtime", "schema"],
  sql: ["schema"],
  migrate: ["sql", "schema"],
  runtime: ["sql", "schema"],
  cli: ["language", "codegen", "migrate", "sql", "schema"],
};

/** What is imported in one room only, and which. */
const rooms = [
  { module: /^(chevrotain|@chevrotain\/.+)$/, only: /^language\/src\/parse\// },
  { module: /^pg(-.+)?$/, only: /^sql\/src\/postgres\/driver\.ts$/ },
  { module: /^better-sqlite3$/, only: /^sql\/src\/sqlite\/driver\.ts$/ },
  { module: /^(commander|(node:)?(process|console))$/, only: /^cli\/src\// },
  {
    module: /^(node:)?fs(\/promises)?$/,
    only: /^(cli\/src\/|language-server\/src\/|migrate\/src\/files\/migration-file)/,
  },
];

/** Globals that belong to the command line: a library neither prints nor reads the environment. */
const commandLineGlobals = { names: ["process", "console"], only: /^cli\/src\// };

/** What a package offers beside what its name alone stands for: parts that most who import it are to do without. */
const sideEntries = ["@joinery/sql/ddl"];

/** Where a database may be named. A registry lists the dialects for the rest, who ask capabilities instead of names. */
const databases = {
  word: /postgres(ql)?|sqlite/i,
  only: /^(sql\/src\/(postgres|sqlite)\/|sql\/src\/(index|dialects|ddl)\.ts$|cli\/src\/)/,
};
const dialectFolder = /^sql\/src\/(postgres|sqlite)\//;

const namesThatSayNothing = /^(utils?|helpers?|common|misc|managers?|services?|base|impl)$/;
const kebabCase = /^[a-z0-9]+(-[a-z0-9]+)*(\.test|\.d)?\.ts$/;

const lineCeiling = 400;
/** Files that may be longer, each with its reason. @type {Record<string, string>} */
const longFiles = {};

/**
 * @typedef {{ specifier: string, position: number, isReexport: boolean, isStar: boolean }} Import
 * @typedef {{
 *   path: string, package: string, isSource: boolean, text: string, tree: ts.SourceFile, imports: Import[]
 * }} File  `path` starts at `packages/`
 * @typedef {(message: string, position?: number) => void} Report
 */

/** One rule is one function over one file. @type {((file: File, report: Report) => void)[]} */
const fileRules = [
  function arrow(file, report) {
    for (const { specifier, position } of file.imports) {
      const target = packageOf(specifier);
      if (target === undefined || target === file.package) continue;
      const isInside = specifier.split("/").length > (specifier.startsWith("@") ? 2 : 1);
      if (isInside && target !== "generated" && !sideEntries.includes(specifier)) {
        report(`imports "${specifier}": a package is imported by its name alone`, position);
      }
      const allowed = arrows[/** @type {keyof typeof arrows} */ (file.package)];
      if (file.isSource && allowed && !(/** @type {string[]} */ (allowed).includes(target))) {
        report(`imports ${target}: ${file.package} may import ${allowed.join(", ") || "nothing"}`, position);
      }
    }
  },
  function ownSource(file, report) {
    for (const { specifier, position } of file.imports) {
      const target = resolve(file, specifier);
      if (target === undefined) continue;
      const home = `packages/${file.package}/${file.isSource ? "src/" : ""}`;
      if (file.isSource ? !target.startsWith(home) : target.startsWith("packages/") && !target.startsWith(home)) {
        report(`imports "${specifier}": a path may not leave ${home}`, position);
      }
    }
  },
  function room(file, report) {
    if (!file.isSource) return;
    for (const { specifier, position } of file.imports) {
      const rule = rooms.find((candidate) => candidate.module.test(specifier));
      if (rule && !rule.only.test(inPackages(file)))
        report(`imports "${specifier}" outside ${shown(rule.only)}`, position);
    }
  },
  function global(file, report) {
    if (!file.isSource || commandLineGlobals.only.test(inPackages(file))) return;
    walk(file.tree, (node) => {
      if (!ts.isIdentifier(node) || !commandLineGlobals.names.includes(node.text)) return;
      // A declaration's or a property's own name, except that of the global object.
      const { parent } = node;
      const isName = "name" in parent && parent.name === node;
      const isGlobal = ts.isPropertyAccessExpression(parent) && parent.expression.getText(file.tree) === "globalThis";
      if (!isName || isGlobal) report(`uses ${node.text}: only the CLI does`, node.getStart(file.tree));
    });
  },
  function databaseName(file, report) {
    const found = databases.word.exec(file.text);
    if (file.isSource && found && !databases.only.test(inPackages(file))) {
      report(`names a database ("${found[0]}"): ask the dialect or its capabilities`, found.index);
    }
  },
  function siblingDialect(file, report) {
    const own = dialectFolder.exec(inPackages(file))?.[1];
    for (const { specifier, position } of file.imports) {
      const target = dialectFolder.exec(resolve(file, specifier)?.slice("packages/".length) ?? "")?.[1];
      if (own && target && own !== target)
        report(`imports "${specifier}": a dialect never imports its sibling`, position);
    }
  },
  function barrel(file, report) {
    if (!file.isSource) return;
    const isIndex = file.path === `packages/${file.package}/src/index.ts`;
    if (!isIndex && path.basename(file.path) === "index.ts")
      report("is a second index: src/index.ts is the only barrel");
    for (const { specifier, position, isReexport, isStar } of file.imports) {
      if (isStar) report(`says export * from "${specifier}": name what is exported`, position);
      else if (isReexport && !isIndex) report(`re-exports "${specifier}": src/index.ts is the only barrel`, position);
    }
  },
  function fileName(file, report) {
    const [, , , ...parts] = file.path.split("/");
    const words = parts.flatMap((part) => part.replace(/(\.test|\.d)?\.ts$/, "").split("-"));
    const empty = words.find((word) => namesThatSayNothing.test(word));
    if (empty) report(`has "${empty}" in its name, which says nothing: name it for the one thing it exports`);
    if (!kebabCase.test(path.basename(file.path))) report("is not in kebab-case");
  },
  function length(file, report) {
    const lines = file.text.split("\n").length - 1;
    if (file.isSource && lines > lineCeiling && !(file.path in longFiles)) {
      report(`has ${lines} lines: ${lineCeiling} is the ceiling`);
    }
  },
];

/**
 * Every departure from the rules, as `path:line: what is wrong`.
 *
 * @param {string} root
 * @returns {string[]}
 */
function checkImports(root) {
  const files = readFiles(root);
  const departures = files.flatMap((file) => {
    /** @type {string[]} */
    const found = [];
    for (const rule of fileRules) {
      rule(file, (message, position = 0) => {
        found.push(`${file.path}:${file.tree.getLineAndCharacterOfPosition(position).line + 1}: ${message}`);
      });
    }
    return found;
  });
  return [...departures, ...findCycles(files)];
}

/** Cycles between files, imports of types included: they are cycles for the reader. @param {File[]} files */
function findCycles(files) {
  const byPath = new Map(files.map((file) => [file.path, file]));
  /** @type {Set<File>} */
  const done = new Set();
  /** @type {string[]} */
  const cycles = [];
  /** @param {File} file @param {File[]} trail */
  const visit = (file, trail) => {
    if (trail.includes(file)) {
      const names = [...trail.slice(trail.indexOf(file)), file].map((each) => path.basename(each.path));
      cycles.push(`${file.path}:1: is in a cycle: ${names.join(" -> ")}`);
    }
    if (done.has(file) || trail.includes(file)) return;
    for (const { specifier } of file.imports) {
      const target = byPath.get(resolve(file, specifier) ?? "");
      if (target) visit(target, [...trail, file]);
    }
    done.add(file);
  };
  for (const file of files) visit(file, []);
  return cycles;
}

/** The TypeScript of every package: its source, and its tests for the rules that hold there too. @param {string} root */
function readFiles(root) {
  const packages = path.join(root, "packages");
  /** @type {File[]} */
  const files = [];
  for (const name of fs.readdirSync(packages).sort()) {
    const manifest = path.join(packages, name, "package.json");
    if (!fs.existsSync(manifest)) continue;
    for (const folder of ["src", "test", "contract", "fixture"]) {
      const base = path.join(packages, name, folder);
      if (!fs.existsSync(base)) continue;
      for (const entry of fs.readdirSync(base, { recursive: true, encoding: "utf8" }).sort()) {
        const inside = entry.split(path.sep).join("/");
        if (!inside.endsWith(".ts") || /(^|\/)(golden|fixtures)\//.test(inside)) continue;
        files.push(readFile(root, `packages/${name}/${folder}/${inside}`, name, folder === "src"));
      }
    }
  }
  return files;
}

/** @param {string} root @param {string} file @param {string} name @param {boolean} isSource @returns {File} */
function readFile(root, file, name, isSource) {
  const text = fs.readFileSync(path.join(root, file), "utf8");
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  return { path: file, package: name, isSource, text, tree, imports: importsOf(tree) };
}

/** Imports of every form: declarations, re-exports, types, dynamic ones and `require`. @param {ts.SourceFile} tree */
function importsOf(tree) {
  /** @type {Import[]} */
  const imports = [];
  walk(tree, (node) => {
    const module =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
        ? node.moduleSpecifier
        : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
          ? node.argument.literal
          : ts.isExternalModuleReference(node)
            ? node.expression
            : ts.isCallExpression(node) && /^(import|require|require\.resolve)$/.test(node.expression.getText(tree))
              ? node.arguments[0]
              : undefined;
    if (module === undefined || !ts.isStringLiteralLike(module)) return;
    const isReexport = ts.isExportDeclaration(node);
    const isStar = isReexport && (node.exportClause === undefined || ts.isNamespaceExport(node.exportClause));
    imports.push({ specifier: module.text, position: module.getStart(tree), isReexport, isStar });
  });
  return imports;
}

/** @param {ts.Node} node @param {(node: ts.Node) => void} visit */
function walk(node, visit) {
  visit(node);
  node.forEachChild((child) => walk(child, visit));
}

/** The folder of a workspace package that a specifier names. @param {string} specifier */
function packageOf(specifier) {
  if (/^joinery(\/|$)/.test(specifier)) return "cli";
  return /^@joinery\/([^/]+)/.exec(specifier)?.[1];
}

/** Where a relative specifier leads, from the root. @param {File} file @param {string} specifier */
function resolve(file, specifier) {
  if (!/^\.{1,2}(\/|$)/.test(specifier)) return undefined;
  return path.posix.join(path.posix.dirname(file.path), specifier).replace(/\.js$/, ".ts");
}

/** @param {File} file */
function inPackages(file) {
  return file.path.slice("packages/".length);
}

/** A rule's place as a person writes it. @param {RegExp} place */
function shown(place) {
  return place.source.replaceAll(/[\\^$]/g, "");
}

module.exports = { checkImports };

if (require.main === module) {
  const departures = checkImports(path.resolve(__dirname, ".."));
  for (const departure of departures) console.error(departure);
  process.exitCode = departures.length === 0 ? 0 : 1;
}
