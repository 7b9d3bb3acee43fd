"use strict";

/** Compiles TypeScript and chevrotain's ESM to CommonJS, without type-checking: `npm run check` does that. @param {string} syntax */
const swc = (syntax) => [
  "@swc/jest",
  { jsc: { parser: { syntax }, target: "es2023" }, module: { type: "commonjs" }, sourceMaps: "inline" },
];

/**
 * One project per package: `npx jest --selectProjects schema`. Packages are taken from their SOURCE, so that tests need
 * no build. PostgreSQL starts once, and only when a project that asks for it has tests to run.
 *
 * @param {string} folder
 */
const project = (folder, { needsPostgres = false } = {}) => ({
  displayName: folder.split("/").at(-1),
  rootDir: `${__dirname}/${folder}`,
  testEnvironment: "node",
  testMatch: ["<rootDir>/{test,contract,golden,newcomer,readme,example}/**/*.test.ts"],
  transform: {
    "^.+\\.ts$": swc("typescript"),
    "node_modules/chevrotain/lib/chevrotain\\.mjs$": swc("ecmascript"),
  },
  transformIgnorePatterns: ["/node_modules/(?!\\.pnpm/)(?!chevrotain/)", "/dist/"],
  moduleNameMapper: {
    "^fast-check$": `${__dirname}/scripts/seeded-fast-check.js`,
    "^@joinery/generated/(.*)\\.js$": `${__dirname}/generated/$1.ts`,
    "^@joinery/conformance$": `${__dirname}/packages/conformance/fixture/index.ts`,
    "^@joinery/sql/ddl$": `${__dirname}/packages/sql/src/ddl.ts`,
    "^@joinery/([a-z-]+)$": `${__dirname}/packages/$1/src/index.ts`,
    "^joinery$": `${__dirname}/packages/cli/src/index.ts`,
    "^(\\.{1,2}/.*)\\.js$": ["$1", "$1.js"],
  },
  ...(needsPostgres
    ? {
        globalSetup: `${__dirname}/scripts/jest-global-setup.js`,
        globalTeardown: `${__dirname}/scripts/jest-global-teardown.js`,
      }
    : {}),
});

module.exports = {
  maxWorkers: 2,
  // No test is about time: this ends what hangs, on a machine that is busy with other things too.
  testTimeout: 60_000,
  projects: [
    project("packages/schema"),
    project("packages/language"),
    project("packages/sql", { needsPostgres: true }),
    project("packages/codegen"),
    project("packages/migrate", { needsPostgres: true }),
    project("packages/runtime", { needsPostgres: true }),
    project("packages/cli", { needsPostgres: true }),
    project("packages/prettier-plugin"),
    project("packages/conformance", { needsPostgres: true }),
    project("scripts", { needsPostgres: true }),
  ],
};
