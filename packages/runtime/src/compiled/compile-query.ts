import type { QueryDefinition, QueryParameter, Schema } from "@joinery/schema";
import { listDialects, readConstantDefault, schemaForDialect, valueTypeOf, type Dialect } from "@joinery/sql";
import type { ParameterDefinition } from "../args/read-parameters.js";
import { createMetadata } from "../metadata/metadata.js";
import type { CompiledShape } from "../decode/object-shape.js";
import { operations } from "../plan/operations.js";
import {
  compiledFormat,
  type BatchText,
  type CompiledPlans,
  type CompiledQuery,
  type NodeText,
} from "./compiled-query.js";
import { listNulls } from "./list-nulls.js";
import { readQueryArguments } from "./query-arguments.js";
import { writePlan } from "./write-plan.js";

/** Compiles the `query` blocks of a schema. Its decoders are text of code. */
export type QueryCompiler = (query: QueryDefinition) => CompiledQuery<string>;

/**
 * What compiles the queries of a checked schema: by the planner itself, for each of these databases (for all, where none is named), so
 * that a query is answered by the very statements of the `findMany` it stands for.
 */
export function createQueryCompiler(schema: Schema, names?: readonly string[]): QueryCompiler {
  const targets = listDialects()
    .filter(({ name }) => names?.includes(name) ?? true)
    .map((dialect) => ({ dialect, metadata: createMetadata(schemaForDialect(schema, dialect)) }));
  return (query) => ({
    format: compiledFormat,
    name: query.name,
    parameters: Object.fromEntries(query.parameters.map((parameter) => [parameter.name, define(parameter, schema)])),
    dialects: Object.fromEntries(
      targets.map(({ dialect, metadata }) => [dialect.name, compilePlans(query, dialect, metadata)]),
    ),
  });
}

function define(parameter: QueryParameter, schema: Schema): ParameterDefinition {
  const { type, isList, isNullable, default: made } = parameter;
  const constant = readConstantDefault(made, valueTypeOf(parameter, schema));
  return {
    ...(isList && { isList }),
    ...(isNullable && { isNullable }),
    ...(type.kind === "scalar" && type.name === "Json" && { isJson: true as const }),
    ...(made?.kind === "now" && { isNow: true as const }),
    ...(constant && { default: constant.value }),
  };
}

function compilePlans(
  query: QueryDefinition,
  dialect: Dialect,
  metadata: ReturnType<typeof createMetadata>,
): CompiledPlans<string> {
  const args = readQueryArguments(query, metadata.schema);
  const model = metadata.model(query.model);
  const planner = { dialect, prototypeOf: () => Object.prototype };
  const decoders = new Map<string, CompiledShape<string>>();
  const nodes = new Map<string, NodeText | BatchText>();
  const plans = listNulls(query).map((nulls) => {
    const { root } = operations.findMany.plan(args.fill(nulls), model, planner);
    return writePlan(root!, model.name, { ...args, decoders, nodes, nulls });
  });
  return { decoders: Object.fromEntries(decoders), nodes: Object.fromEntries(sortFromRoots(nodes)), plans };
}

/** Roots first, each node before those below it. */
function sortFromRoots<Part>(nodes: ReadonlyMap<string, Part>): readonly (readonly [string, Part])[] {
  const depthOf = (name: string) => name.split(".").length;
  return [...nodes].sort(([left], [right]) => depthOf(left) - depthOf(right));
}
