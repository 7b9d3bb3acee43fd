import type { Diagnostic, Schema } from "@joinery/schema";
import type { ModelFile } from "../ast.js";
import { listAttributeSites } from "./attribute-sites.js";
import { bind } from "./bind.js";
import { buildSchema } from "./build-schema.js";
import type { DialectFeatures } from "./dialect-features.js";
import { listGivenArguments } from "./given-arguments.js";
import type { FragmentPlaces } from "./fragment-places.js";
import type { Naming } from "./naming.js";
import { pairRelations } from "./pair-relations.js";
import { createReporter } from "./reporter.js";
import type { CheckedProgram, Rule } from "./rule.js";
import { checkAmbiguousRelations } from "./rules/ambiguous-relations.js";
import { checkArguments } from "./rules/arguments.js";
import { checkAttributes } from "./rules/attributes.js";
import { checkAutoincrement } from "./rules/autoincrement.js";
import { checkCascades } from "./rules/cascades.js";
import { checkCascadeConflicts } from "./rules/cascade-conflicts.js";
import { checkCascadeCycles } from "./rules/cascade-cycles.js";
import { checkChildRelations } from "./rules/child-relations.js";
import { checkConflictingFields } from "./rules/conflicting-fields.js";
import { checkDatabaseNames } from "./rules/database-names.js";
import { checkDefaults } from "./rules/defaults.js";
import { checkDialectFeatures } from "./rules/dialect-features.js";
import { checkDialectVariants } from "./rules/dialect-variants.js";
import { checkDialects } from "./rules/dialects.js";
import { checkDuplicateDeclarations } from "./rules/duplicate-declarations.js";
import { checkDuplicateFields } from "./rules/duplicate-fields.js";
import { checkEndlessTypes } from "./rules/endless-types.js";
import { checkEnumMembers } from "./rules/enum-members.js";
import { checkExclusiveArcs } from "./rules/exclusive-arcs.js";
import { checkFulltexts } from "./rules/fulltexts.js";
import { checkGeneratedFields } from "./rules/generated-fields.js";
import { checkIgnoredRelations } from "./rules/ignored-relations.js";
import { checkIgnoredValues } from "./rules/ignored-values.js";
import { checkImpliedKeys } from "./rules/implied-keys.js";
import { checkIndexOptions } from "./rules/index-options.js";
import { checkIndexedTypes } from "./rules/indexed-types.js";
import { checkInheritedFields } from "./rules/inherited-fields.js";
import { checkInverseArguments } from "./rules/inverse-arguments.js";
import { checkKeyFields } from "./rules/key-fields.js";
import { checkKeySides } from "./rules/key-sides.js";
import { checkKeySizes } from "./rules/key-sizes.js";
import { checkMissingInverses } from "./rules/missing-inverses.js";
import { checkMixins } from "./rules/mixins.js";
import { checkNameCollisions } from "./rules/name-collisions.js";
import { checkNativeTypes } from "./rules/native-types.js";
import { checkParents } from "./rules/parents.js";
import { checkPartTypes } from "./rules/part-types.js";
import { checkPrimaryKeys } from "./rules/primary-keys.js";
import { checkQueryArguments } from "./rules/query-arguments.js";
import { checkQueryNames } from "./rules/query-names.js";
import { checkQueryParameters } from "./rules/query-parameters.js";
import { checkReferentialActions } from "./rules/referential-actions.js";
import { checkRelationKeys } from "./rules/relation-keys.js";
import { checkRelationLists } from "./rules/relation-lists.js";
import { checkRelationOrders } from "./rules/relation-orders.js";
import { checkReservedNames } from "./rules/reserved-names.js";
import { checkSoftDeletes } from "./rules/soft-deletes.js";
import { checkSqlFragments } from "./rules/sql-fragments.js";
import { checkThroughLists } from "./rules/through-lists.js";
import { checkTypeParameters } from "./rules/type-parameters.js";
import { checkUnindexedForeignKeys } from "./rules/unindexed-foreign-keys.js";
import { checkUnknownTypes } from "./rules/unknown-types.js";
import { checkUnusedEnums } from "./rules/unused-enums.js";
import { checkUnusedMixins } from "./rules/unused-mixins.js";
import { checkUnusedTypes } from "./rules/unused-types.js";
import { checkUpdatedAt } from "./rules/updated-at.js";
import { checkValidators } from "./rules/validators.js";
import { checkVersions } from "./rules/versions.js";
import { checkViewKeys } from "./rules/view-keys.js";
import { checkViewRelations } from "./rules/view-relations.js";
import { checkViewSql } from "./rules/view-sql.js";
import { settleKeys } from "./settle-keys.js";
import { findTypeUsers } from "./type-users.js";
import { findUnreadNames } from "./unread-names.js";

/** In no particular order: no rule depends on another. */
const rules: readonly Rule[] = [
  checkAmbiguousRelations,
  checkArguments,
  checkAttributes,
  checkAutoincrement,
  checkCascades,
  checkCascadeConflicts,
  checkCascadeCycles,
  checkChildRelations,
  checkConflictingFields,
  checkDatabaseNames,
  checkDefaults,
  checkDialectFeatures,
  checkDialectVariants,
  checkDialects,
  checkDuplicateDeclarations,
  checkDuplicateFields,
  checkEndlessTypes,
  checkEnumMembers,
  checkExclusiveArcs,
  checkFulltexts,
  checkGeneratedFields,
  checkIgnoredRelations,
  checkIgnoredValues,
  checkImpliedKeys,
  checkIndexOptions,
  checkIndexedTypes,
  checkInheritedFields,
  checkInverseArguments,
  checkKeyFields,
  checkKeySides,
  checkKeySizes,
  checkMissingInverses,
  checkMixins,
  checkNameCollisions,
  checkNativeTypes,
  checkParents,
  checkPartTypes,
  checkPrimaryKeys,
  checkQueryArguments,
  checkQueryNames,
  checkQueryParameters,
  checkReferentialActions,
  checkRelationKeys,
  checkRelationLists,
  checkRelationOrders,
  checkReservedNames,
  checkSoftDeletes,
  checkSqlFragments,
  checkThroughLists,
  checkTypeParameters,
  checkUnindexedForeignKeys,
  checkUnknownTypes,
  checkUnusedEnums,
  checkUnusedMixins,
  checkUnusedTypes,
  checkUpdatedAt,
  checkValidators,
  checkVersions,
  checkViewKeys,
  checkViewRelations,
  checkViewSql,
];

export interface CheckOptions {
  readonly naming?: Naming;
  /** Every dialect there is, for `dialect:` to name; where it is not given, any name is taken. */
  readonly dialects?: readonly DialectFeatures[];
  /** The names of those that the schema is for: what they do not have is refused. */
  readonly targets?: readonly string[];
  /** Files that the parser could not read in full: what is missing there is not reported again. */
  readonly brokenPaths?: ReadonlySet<string>;
  /** Told after each model that is built and rule that is checked. */
  readonly onProgress?: (stage: CheckStage, done: number, total: number) => void;
}

export type CheckStage = "build" | "check";

export interface CheckedFiles {
  /** To be used only when no diagnostic is an error. */
  readonly schema: Schema;
  readonly places: FragmentPlaces;
  readonly diagnostics: readonly Diagnostic[];
}

/** Binds, settles and builds, then judges by every rule. Total over all trees; linear in their size. */
export function check(
  files: readonly ModelFile[],
  { naming = {}, dialects, targets = [], brokenPaths = new Set(), onProgress = () => {} }: CheckOptions = {},
): CheckedFiles {
  const program = bind(files);
  const roles = pairRelations(program.models);
  const keys = settleKeys(program.models, roles);
  const built = buildSchema(program, roles, keys, naming, (done) => {
    onProgress("build", done, program.models.length);
  });

  const attributeSites = listAttributeSites(program);
  const attributeNames = new Set(attributeSites.flatMap(({ attributes }) => attributes.map(({ name }) => name.text)));
  const hasAttribute = (name: string) => attributeNames.has(name);
  const givenArguments = listGivenArguments(attributeSites);
  const unread = findUnreadNames(files, brokenPaths);
  const mayBeUnread = (name: string) => unread.has(name);
  const typeUsers = findTypeUsers(files);
  const concluded = { attributeSites, hasAttribute, givenArguments, typeUsers, roles, keys, built, mayBeUnread };
  const checked: CheckedProgram = { ...program, ...concluded, dialects, targets };
  const { reporter, diagnostics } = createReporter(files);
  for (const [index, rule] of rules.entries()) {
    rule(checked, reporter);
    onProgress("check", index + 1, rules.length);
  }
  return { schema: built.schema, places: built.places, diagnostics };
}
