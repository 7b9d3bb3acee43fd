import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Diagnostic, FragmentAddress, Model, Schema, SourceFile } from "@joinery/schema";
import { compile, describeQueryProblems, describeRefusedSql, type QueryProblem } from "../src/index.js";
import { options } from "./dialects.js";

export interface CompiledCase {
  readonly sources: readonly SourceFile[];
  readonly schema: Schema | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** What a database is to say of a case, in its `refused.json`. */
interface Refusal {
  readonly model: string;
  /** Of a check, an index or a field. */
  readonly holder?: string;
  readonly part: FragmentAddress["part"];
  readonly reason: string;
  readonly offset?: number;
}

/** Compiles a folder of `test/cases`, for every database. */
export function compileCase(folder: string): CompiledCase {
  const paths = readdirSync(folder).filter((file) => file.endsWith(".model"));
  const sources = paths.sort().map((path) => ({ path, text: readFileSync(join(folder, path), "utf8") }));
  const compilation = compile(sources, options);
  const { schema, diagnostics } = compilation;
  const problems = readScript<Omit<QueryProblem, "query"> & { query: string }>(folder, "queries.json");
  if (problems !== undefined) {
    const named = problems.map(({ query: name, ...problem }) => {
      return { ...problem, query: schema?.queries?.find((each) => each.name === name) } as QueryProblem;
    });
    return { sources, schema, diagnostics: describeQueryProblems(compilation, named, "postgresql") };
  }
  const refused = readScript<Refusal>(folder, "refused.json");
  if (refused === undefined) return { sources, schema, diagnostics };
  const refusals = refused.map(({ model: name, holder, ...rest }) => {
    const model = schema?.models.find((each) => each.name === name);
    if (model === undefined) throw new Error(`The case has no model ${name}`);
    return { model, address: findAddress(model, holder, rest.part), ...rest };
  });
  return { sources, schema, diagnostics: describeRefusedSql(compilation, refusals, "postgresql") };
}

/** What a database is to say. */
function readScript<Item>(folder: string, name: string): Item[] | undefined {
  const path = join(folder, name);
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Item[]) : undefined;
}

function findAddress(model: Model, name: string | undefined, part: FragmentAddress["part"]): FragmentAddress {
  const holders = [...(model.checks ?? []), ...model.indexes, ...model.fields];
  const named = name === undefined ? model : holders.find((each) => each.name === name);
  const holder = part === "generated" && named && "generated" in named ? named.generated : named;
  return { holder, part } as FragmentAddress;
}
