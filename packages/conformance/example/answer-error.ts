import { JoineryError, type ConstraintPlace, type ErrorCode } from "@joinery/runtime";
import type { FastifyReply, FastifyRequest } from "fastify";
import { ZodError } from "zod";

/** Whose fault it is. What is not here is ours: 500. */
const statuses: { readonly [Code in ErrorCode]?: number } = {
  "query/invalid-argument": 400,
  "query/not-null-violation": 400,
  "query/check-violation": 400,
  "query/record-not-found": 404,
  "query/unique-violation": 409,
  "query/foreign-key-violation": 409,
  "query/stale-object": 409,
  // Others were faster, or too many: the same request may well succeed.
  "query/serialization-failure": 503,
  "query/deadlock": 503,
  "query/lock-timeout": 503,
  "connection/pool-timeout": 503,
};

/** What is answered in place of what was asked for. */
interface Problem {
  readonly code: string;
  readonly message: string;
  /** By path, as `posts.0.title`: what is wrong there. */
  readonly fields?: Readonly<Record<string, readonly string[]>>;
}

/** Answers with what went wrong: by field where input was, by its code where the database refused, and of anything else nothing is told. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const [status, problem] = describeProblem(error);
  if (status >= 500) request.log.error(error);
  return reply.code(status).send(problem);
}

function describeProblem(error: unknown): [number, Problem] {
  if (error instanceof ZodError) return [400, { code: "input/invalid", ...describeIssues(error) }];
  if (error instanceof JoineryError) {
    const status = statuses[error.code];
    // No message of Joinery's holds a value.
    if (status !== undefined) return [status, { code: error.code, message: error.message, ...fieldsOf(error) }];
  } else if (error instanceof Error && "statusCode" in error && typeof error.statusCode === "number") {
    // The server's own: no JSON, too long, no such media type.
    if (error.statusCode < 500) return [error.statusCode, { code: "input/unreadable", message: error.message }];
  }
  return [500, { code: "internal", message: "Something went wrong here." }];
}

function describeIssues({ issues }: ZodError): Omit<Problem, "code"> {
  const fields: Record<string, string[]> = {};
  for (const { path, message } of issues) (fields[path.join(".")] ??= []).push(message);
  return { message: "The request is not what it must be.", fields };
}

function fieldsOf(error: JoineryError & Partial<ConstraintPlace>): Pick<Problem, "fields"> {
  // Not every database names them for every constraint.
  if (error.fields === undefined || error.fields.length === 0) return {};
  return { fields: Object.fromEntries(error.fields.map((name) => [name, [error.message]])) };
}
