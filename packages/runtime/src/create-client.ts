import type { Schema } from "@joinery/schema";
import { resolveDialect, schemaForDialect, type Dialect } from "@joinery/sql";
import { assembleClient, type RepositoryClasses, type RepositoryConstructor } from "./assemble-client.js";
import { checkOptions, type ConnectOptions } from "./connect-options.js";
import { InvalidArgument } from "./errors/call-errors.js";
import { kindOf, refuseName } from "./args/refuse.js";
import { defineModel, Entity, type EntityClass } from "./entity.js";
import { translateDatabaseError } from "./errors/translate-database-error.js";
import { DatabaseEngine } from "./execute/database-engine.js";
import type { QueryEvent } from "./execute/query-events.js";
import { createMetadata, type Metadata } from "./metadata/metadata.js";
import { SchemaSource } from "./validation/input-schemas.js";
import { Repository } from "./repository.js";

/** The classes that were generated for a model. */
export interface ModelClasses {
  readonly entity: EntityClass;
  readonly repository: { readonly prototype: object };
}

/** What generated code knows and hands to {@link createClient}. */
export interface ClientDefinition {
  readonly url: string;
  readonly schema: Schema;
  /** By name of the model. A model without classes gets plain ones. */
  readonly models: Readonly<Record<string, ModelClasses>>;
  /** Reads the module with the Zod schemas, where `validate` asks for them. */
  readonly readSchemas?: () => Promise<unknown>;
  readonly options?: ConnectOptions | undefined;
}

/**
 * Makes the client of a schema. Nothing is opened before the first call needs it.
 *
 * @throws InvalidArgument for an option that cannot be, or without a URL
 * @throws ConnectionFailed for a URL of no known database
 */
export function createClient<Database>(definition: ClientDefinition): Database {
  const { url, schema, models, readSchemas = refuseSchemas, options = {} } = definition;
  checkOptions(options);
  const dialect = findDialect(url, schema);
  const metadata = createMetadata(schemaForDialect(schema, dialect));
  const prototypeOf = createPrototypes(models, metadata);
  const { pool = {}, statementCache = 1000, validate = false, echo = false, log } = options;
  const engine = new DatabaseEngine(
    dialect,
    metadata,
    { dialect, prototypeOf },
    {
      url,
      ...(pool.size === undefined ? {} : { poolSize: pool.size }),
      ...(pool.timeout === undefined ? {} : { poolTimeout: pool.timeout }),
    },
    statementCache,
    validate === false ? undefined : new SchemaSource(validate === true ? readSchemas : validate),
  );
  if (echo) engine.events.add((event) => log!(formatEvent(event)));
  return assembleClient(engine, repositoryClasses(schema, models, options), () => engine.dispose(), log) as Database;
}

function repositoryClasses(
  schema: Schema,
  models: ClientDefinition["models"],
  options: ConnectOptions,
): RepositoryClasses {
  const own = (options.repositories ?? {}) as Readonly<Record<string, RepositoryConstructor | undefined>>;
  const accessors = schema.models.map((model) => model.accessor);
  for (const name of Object.keys(own)) {
    if (!accessors.includes(name)) refuseName(["options", "repositories", name], "The database", accessors);
  }
  return schema.models.map(({ name, accessor }) => ({
    accessor,
    model: name,
    repository: own[accessor] ?? ((models[name]?.repository ?? Repository) as RepositoryConstructor),
  }));
}

/** What instances of a model inherit from: the class that was generated for it, taught its relations when first read. */
function createPrototypes(models: ClientDefinition["models"], metadata: Metadata): (model: string) => object {
  const taught = new Map<string, object>();
  return (name) => {
    let prototype = taught.get(name);
    if (prototype === undefined) {
      const entity = models[name]?.entity ?? nameless(name);
      defineModel(entity, metadata.model(name));
      taught.set(name, (prototype = entity.prototype));
    }
    return prototype;
  };
}

function refuseSchemas(): never {
  throw new Error("This client was not generated with schemas.");
}

/** For a model without a generated class: one of that name. */
function nameless(name: string): EntityClass {
  return { [name]: class extends Entity {} }[name]!;
}

function findDialect(url: string, schema: Schema): Dialect {
  // What an environment variable is that nobody has set.
  if (typeof url !== "string") throw new InvalidArgument("url", `Expected the URL of a database, got ${kindOf(url)}.`);
  try {
    return resolveDialect(url);
  } catch (error) {
    throw translateDatabaseError(error, createMetadata(schema));
  }
}

function formatEvent({ model, operation, sql, duration, rows, error }: QueryEvent): string {
  const outcome = error === undefined ? `${rows} ${rows === 1 ? "row" : "rows"}` : "failed";
  return `${model === undefined ? operation : `${model}.${operation}`} ${duration.toFixed(2)} ms, ${outcome}: ${sql}`;
}
