import { nearestName } from "@joinery/schema";
import { z } from "zod";
import { dialectNames, type Config } from "./config.js";

const text = z.string().min(1, "must not be empty");

/** What a config may hold; flags are checked by the same rules. */
const configSchema = z.strictObject({
  schema: text.optional(),
  output: text.optional(),
  migrations: text.optional(),
  database: z.strictObject({ url: text.optional() }).optional(),
  dialects: z.array(z.enum(dialectNames)).min(1, "must name at least one").optional(),
  naming: z
    .strictObject({
      tables: z.enum(["snake_plural", "snake", "preserve"]).optional(),
      columns: z.enum(["snake", "preserve"]).optional(),
    })
    .optional(),
});

/** A checked config, or what is wrong with it: one line per key. */
export type ConfigCheck = { readonly config: Config } | { readonly issues: readonly string[] };

/**
 * Checks what a config file exports. Each issue starts with the key it is about, as `naming.tables: …`; `nameOf` says
 * how a key is called there (the flags are checked by this too).
 */
export function checkConfig(value: unknown, nameOf: (path: readonly PropertyKey[]) => string = joinPath): ConfigCheck {
  const result = configSchema.safeParse(value, { reportInput: true });
  if (result.success) return { config: withoutUndefined(result.data) as Config };
  const issues = result.error.issues.flatMap((issue) =>
    describeIssue(issue).map(([path, text]) => `${nameOf(path)}: ${text}`),
  );
  return { issues };
}

function joinPath(path: readonly PropertyKey[]): string {
  return path.length === 0 ? "the default export" : path.map(String).join(".");
}

function describeIssue(issue: z.core.$ZodIssue): [path: readonly PropertyKey[], text: string][] {
  const { path, input } = issue;
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((name) => [[...path, name], `there is no such key${suggestion(name, keysAt(path))}`]);
    case "invalid_value": {
      const values = issue.values.map(String);
      return [[path, `must be ${values.join(" or ")}, not ${describe(input)}${suggestion(input, values)}`]];
    }
    case "invalid_type":
      return [[path, `must be ${article(issue.expected)}, not ${describe(input)}`]];
    default:
      return [[path, issue.message]];
  }
}

function keysAt(path: readonly PropertyKey[]): string[] {
  let schema: unknown = configSchema;
  for (const key of path) {
    if (schema instanceof z.ZodObject) schema = schema.shape[String(key)];
    if (schema instanceof z.ZodOptional) schema = schema.unwrap();
  }
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

function suggestion(word: unknown, candidates: readonly string[]): string {
  const nearest = typeof word === "string" ? nearestName(word, candidates) : undefined;
  return nearest === undefined ? "" : ` (did you mean ${nearest}?)`;
}

function article(type: string): string {
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}

/** Kinds, and short strings as they are: a long one may be a secret in the wrong place. */
function describe(value: unknown): string {
  if (value === undefined) return "undefined";
  if (value === null) return "null";
  if (typeof value === "string" && value.length <= 30) return JSON.stringify(value);
  return article(Array.isArray(value) ? "array" : typeof value);
}

/** `database: { url: process.env.DATABASE_URL }` where the variable is not set is the same as no URL. */
function withoutUndefined(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(entries.map(([key, inner]) => [key, withoutUndefined(inner)]));
}
