import type { Span } from "@joinery/schema";
import type { DiagnosticCode, DiagnosticContext, ParametersOf } from "../diagnostics.js";
import type { AttributeSite } from "./attribute-sites.js";
import type { BuiltSchema } from "./built-schema.js";
import type { DialectFeatures } from "./dialect-features.js";
import type { GivenArgument } from "./given-arguments.js";
import type { Keys } from "./keys.js";
import type { Program } from "./program.js";
import type { FieldAttributeName } from "./read-attribute.js";
import type { RelationRoles } from "./relation-role.js";
import type { TypeUsers } from "./type-users.js";

/** All that was concluded from the files, for the rules to judge. */
export interface CheckedProgram extends Program {
  readonly attributeSites: readonly AttributeSite[];
  /** Whether an attribute of the name stands anywhere: where none does, there is nothing to judge about it. */
  readonly hasAttribute: (name: FieldAttributeName) => boolean;
  readonly givenArguments: readonly GivenArgument[];
  readonly typeUsers: TypeUsers;
  readonly roles: RelationRoles;
  readonly keys: Keys;
  /** The schema as far as it could be built. */
  readonly built: BuiltSchema;
  /** Every dialect there is; undefined where nobody said. */
  readonly dialects: readonly DialectFeatures[] | undefined;
  /** The names of those that the schema is for. */
  readonly targets: readonly string[];
  /** Whether a name that is not declared may be that of a declaration the parser could not read. */
  readonly mayBeUnread: (name: string) => boolean;
}

/** Where a rule puts what it finds. */
export interface Reporter {
  /** As `diagnostic` takes it. A second report of one code at one place, as from two users of a mixin, is dropped. */
  readonly report: <Code extends DiagnosticCode>(
    code: Code,
    span: Span,
    parameters: ParametersOf<Code>,
    context?: DiagnosticContext,
  ) => void;
  /** Reports a name that nothing has, with the one that was most likely meant and a fix to it. */
  readonly reportUnknown: <Code extends UnknownCode>(
    code: Code,
    name: { readonly text: string; readonly span: Span },
    candidates: Iterable<string>,
    parameters: Omit<ParametersOf<Code>, "name" | "suggestion">,
  ) => void;
  /** The name that was most likely meant. */
  readonly suggest: (name: string, candidates: Iterable<string>) => string | undefined;
  readonly textOf: (path: string) => string;
}

/** Codes whose message is about an unknown name. */
type UnknownCode = {
  [Code in DiagnosticCode]: "name" | "suggestion" extends keyof ParametersOf<Code> ? Code : never;
}[DiagnosticCode];

/** Judges one thing over the whole program. Reports mistakes of its own kind only, and none that follow from others. */
export type Rule = (program: CheckedProgram, reporter: Reporter) => void;
