import type { QueryDefinition, Schema } from "@joinery/schema";
import {
  findDialect,
  schemaForDialect,
  type BoundStatement,
  type CompiledStatement,
  type Statement,
} from "@joinery/sql";
import { createMetadata } from "../metadata/metadata.js";
import { bindToLook } from "../plan/bind-to-look.js";
import { listNodes } from "../plan/list-nodes.js";
import { operations } from "../plan/operations.js";
import type { QueryPlan } from "../plan/query-plan.js";
import { listNulls } from "./list-nulls.js";
import { readQueryArguments } from "./query-arguments.js";

/** A statement that a `query` block sends, for whoever wants to know what a database makes of it. */
export interface QueryStatement {
  readonly query: QueryDefinition;
  /** Its parameters that are null here: with each of these, other statements are sent. */
  readonly nulls: ReadonlySet<string>;
  /** What it asks. */
  readonly statement: Statement;
  /** With defaults, or any values of their types, for parameters and keys. */
  readonly bound: BoundStatement;
}

/** All that the `query` blocks of a checked schema send to a database of that dialect: what `createQueryCompiler` compiles. */
export function planQueries(schema: Schema, dialectName: string): readonly QueryStatement[] {
  const dialect = findDialect(dialectName);
  if (dialect === undefined) throw new Error(`There is no dialect ${dialectName}`);
  const metadata = createMetadata(schemaForDialect(schema, dialect));
  const asked = new Map<CompiledStatement, Statement>();
  const compile = (statement: Statement) => {
    const compiled = dialect.compile(statement);
    asked.set(compiled, statement);
    return compiled;
  };
  const planner = { dialect: { ...dialect, compile }, prototypeOf: () => Object.prototype };
  return (schema.queries ?? []).flatMap((query) => {
    const args = readQueryArguments(query, metadata.schema);
    const model = metadata.model(query.model);
    return listNulls(query).flatMap((nulls) => {
      const filled = args.fill(nulls);
      const plan = operations.findMany.plan(filled, model, planner) as QueryPlan;
      return listNodes(plan).map((node) => {
        return { query, nulls, statement: asked.get(node.statement)!, bound: bindToLook(node, filled) };
      });
    });
  });
}
