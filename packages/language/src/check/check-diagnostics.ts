import { didYouMean, error, warning, type UnknownName } from "../diagnostic-definition.js";
import { inheritanceDiagnostics } from "./inheritance-diagnostics.js";
import { queryDiagnostics } from "./query-diagnostics.js";
import { viewDiagnostics } from "./view-diagnostics.js";

/** The codes of the checker, in the order in which a reader meets what they are about. */
export const checkDiagnostics = {
  // Names of declarations and members
  "check/duplicate-declaration": error(
    (p: { name: string }) =>
      `\`${p.name}\` is declared twice; names of models, mixins, enums, types and views are unique.`,
  ),
  "check/duplicate-field": error(
    (p: { name: string; block: string }) => `\`${p.block}\` has two fields named \`${p.name}\`.`,
  ),
  "check/conflicting-field": error(
    (p: { name: string; block: string; mixin: string }) =>
      `\`${p.block}\` gets two fields named \`${p.name}\`, one of them from mixin \`${p.mixin}\`. Rename one.`,
  ),
  "check/duplicate-enum-member": error(
    (p: { name: string; enum: string }) => `\`${p.enum}\` has two members named \`${p.name}\`.`,
  ),
  "check/empty-enum": error(
    (p: { name: string }) => `Enum \`${p.name}\` has no members: no value could ever be of its type.`,
  ),
  "check/reserved-name": error(
    (p: { name: string; reason: string }) => `\`${p.name}\` cannot be used as a name here: ${p.reason}.`,
  ),

  // Mixins
  "check/unknown-mixin": error((p: UnknownName) => `Unknown mixin \`${p.name}\`.${didYouMean(p.suggestion)}`),
  "check/not-a-mixin": error((p: { name: string; kind: string }) => `\`${p.name}\` is ${p.kind}, not a mixin.`),
  "check/duplicate-mixin": error((p: { name: string }) => `Mixin \`${p.name}\` is named twice.`),
  "check/mixin-cycle": error(
    (p: { name: string; mixin: string }) => `Mixin \`${p.name}\` includes itself by way of \`${p.mixin}\`.`,
  ),
  "check/mixins-too-deep": error(
    (p: { name: string; limit: number }) => `Mixins of \`${p.name}\` are nested more than ${p.limit} deep.`,
  ),

  ...inheritanceDiagnostics,

  // Types
  "check/unknown-type": error((p: UnknownName) => `Unknown type \`${p.name}\`.${didYouMean(p.suggestion)}`),
  "check/mixin-as-type": error(
    (p: { name: string }) =>
      `\`${p.name}\` is a mixin, not a type. A block takes its fields in with \`with ${p.name}\`.`,
  ),
  "check/type-arguments": error(
    (p: { name: string; expected: string }) => `\`${p.name}\` has the wrong parameters: expected ${p.expected}.`,
  ),
  "check/optional-relation-list": error(
    (p: { field: string }) =>
      `The list \`${p.field}\` leads to a model and cannot be optional: with nothing in it, it is empty.`,
  ),

  "check/unsuitable-part": error(
    (p: { part: string; what: string }) =>
      `\`${p.part}\` ${p.what}: a type is made of values, which are scalars, enums and other types.`,
  ),
  "check/endless-type": error(
    (p: { type: string; part: string }) =>
      `\`${p.type}\` would hold itself without end, by way of \`${p.part}\`, which is neither optional nor a list.`,
  ),

  // Attributes and their arguments
  "check/unknown-attribute": error((p: UnknownName) => `Unknown attribute \`${p.name}\`.${didYouMean(p.suggestion)}`),
  "check/misplaced-attribute": error(
    (p: { name: string; place: string; allowed: string }) =>
      `\`${p.name}\` cannot stand on ${p.place}; it belongs on ${p.allowed}.`,
  ),
  "check/duplicate-attribute": error((p: { name: string }) => `\`${p.name}\` is written twice here.`),
  "check/empty-arguments": error(
    (p: { name: string }) => `\`${p.name}()\` has nothing between its parentheses: write \`${p.name}\`.`,
  ),
  "check/unknown-argument": error(
    (p: UnknownName & { owner: string; known: readonly string[] }) =>
      `${p.owner} has no argument \`${p.name}\`.${
        p.suggestion !== undefined || p.known.length === 0 ? didYouMean(p.suggestion) : ` It has ${listNames(p.known)}.`
      }`,
  ),
  "check/surplus-argument": error((p: { owner: string; allowed: number }) =>
    p.allowed === 0
      ? `${p.owner} takes no argument without a name.`
      : `${p.owner} takes no more than ${p.allowed} argument${p.allowed === 1 ? "" : "s"} without a name.`,
  ),
  "check/duplicate-argument": error((p: { owner: string; name: string }) => `${p.owner} is given \`${p.name}\` twice.`),
  "check/wrong-argument": error(
    (p: { owner: string; name: string; expected: string }) => `\`${p.name}\` of ${p.owner} must be ${p.expected}.`,
  ),
  "check/missing-argument": error(
    (p: { owner: string; name: string; expected: string; alternative?: string }) =>
      `${p.owner} needs ${listNames([p.name, ...(p.alternative === undefined ? [] : [p.alternative])], "or")}: ${p.expected}.`,
  ),

  // Keys and indexes
  "check/missing-id": error(
    (p: { model: string }) =>
      `\`${p.model}\` has no primary key. Mark a field with \`@id\`, or several with \`@@id([a, b])\`.`,
  ),
  "check/multiple-ids": error(
    (p: { model: string }) =>
      `\`${p.model}\` has more than one primary key. A key of several fields is written \`@@id([a, b])\`.`,
  ),
  "check/unknown-field": error(
    (p: UnknownName & { model: string }) => `\`${p.model}\` has no field \`${p.name}\`.${didYouMean(p.suggestion)}`,
  ),
  "check/empty-key": error((p: { name: string }) => `\`${p.name}\` names no fields.`),
  "check/duplicate-key-field": error((p: { name: string }) => `\`${p.name}\` is named twice.`),
  "check/unsuitable-key-field": error(
    (p: { name: string; reason: string; key: string }) =>
      `\`${p.name}\` is ${p.reason} and cannot be part of ${p.key}.`,
  ),
  "check/index-method": error((p: { method: string; option: string | undefined }) =>
    p.option === undefined
      ? `A \`${p.method}\` index is over one field or expression.`
      : `A \`${p.method}\` index cannot have \`${p.option}\`.`,
  ),
  "check/key-cycle": error(
    (p: { name: string }) => `The key of \`${p.name}\` would be made of itself: the key it refers to needs it in turn.`,
  ),
  "check/oversized-key": error(
    (p: { name: string; limit: number }) =>
      `The key of \`${p.name}\` is made of more than ${p.limit} fields, or of keys nested as deep.`,
  ),

  // Relations
  "check/ambiguous-relation": error(
    (p: { name: string; candidates: readonly string[] }) =>
      `\`${p.name}\` could be the other side of ${listNames(p.candidates, "or")}. Say which: \`@relation(inverse: ${fieldOf(p.candidates[0])})\`${
        p.candidates.length > 1 ? ` or \`@relation(inverse: ${fieldOf(p.candidates[1])})\`` : ""
      }.`,
  ),
  "check/undecided-key": error(
    (p: { name: string; other: string }) =>
      `\`${p.name}\` and \`${p.other}\` are one relation, and nothing says which of them holds the key. Add \`@relation(inverse: …)\` to the one that does not.`,
  ),
  "check/missing-inverse": error(
    (p: { name: string; target: string; model: string }) =>
      `\`${p.name}\` is a list of \`${p.target}\`, but \`${p.target}\` has no field for \`${p.model}\` that could hold the key.`,
  ),
  "check/invalid-inverse": error(
    (p: { name: string; inverse: string; model: string }) =>
      `\`${p.inverse}\` does not lead back to \`${p.model}\`: it is not the other side of \`${p.name}\`.`,
  ),
  "check/inverse-taken": error(
    (p: { inverse: string; taken: string }) => `\`${p.inverse}\` is the other side of \`${p.taken}\` already.`,
  ),
  "check/required-inverse": error(
    (p: { name: string; owning: string }) =>
      `\`${p.name}\` must be optional: the key is in \`${p.owning}\`, and a row that nothing refers to has nothing here.`,
  ),
  "check/not-the-key-side": error(
    (p: { what: string; name: string; keyHolder: string }) =>
      `${p.what} belongs to the side with the key: \`${p.name}\` has none, ${p.keyHolder} has.`,
  ),
  "check/not-a-model": error((p: { name: string; kind: string }) => `\`${p.name}\` is ${p.kind}, not a model.`),
  "check/missing-through-relation": error(
    (p: { name: string; model: string; target: string; isSecond: boolean }) =>
      `\`${p.name}\` cannot go through \`${p.model}\`: it has no ${p.isSecond ? "second " : ""}relation to \`${p.target}\` with a key of its own.`,
  ),
  "check/ambiguous-through": error(
    (p: { name: string; candidates: readonly string[]; usage: string }) =>
      `\`${p.name}\` could go by ${listNames(p.candidates, "or")}. Say which: \`${p.usage}\`.`,
  ),
  "check/invalid-through": error(
    (p: { name: string; reason: string }) => `\`@through\` on \`${p.name}\`: ${p.reason}.`,
  ),
  "check/missing-through": error(
    (p: { name: string; other: string; usage: string }) =>
      `\`${p.other}\` goes through a model of yours, and \`${p.name}\` does not. Its way back is \`${p.usage}\`.`,
  ),
  "check/unsuitable-cascade": error(
    (p: { name: string; reason: string }) =>
      `\`@cascade\` says what a session does to the children of a row, but \`${p.name}\` ${p.reason}.`,
  ),
  "check/nothing-to-order": error(
    (p: { name: string; target: string }) =>
      `\`@orderBy\` sorts a list, but \`${p.name}\` leads to one \`${p.target}\` at most.`,
  ),
  "check/unsortable-field": error(
    (p: { name: string; reason: string }) => `Rows cannot be put in order by \`${p.name}\`: it is ${p.reason}.`,
  ),
  "check/arc-of-lists": error(
    (p: { name: string }) =>
      `\`${p.name}\` cannot be a list: an exclusive arc leads to one row. A list of rows of several models is a model of its own, with the arc in it.`,
  ),
  "check/arc-argument": error(
    (p: { argument: string; name: string }) =>
      `\`${p.argument}\` is not for an exclusive arc: \`${p.name}\` has a key of its own for each of its models.`,
  ),
  "check/arc-name-taken": error(
    (p: { name: string; arc: string }) =>
      `The exclusive arc \`${p.arc}\` makes \`${p.name}\`, and there is something of that name already. Rename one.`,
  ),
  "check/relation-field-count": error(
    (p: { fields: number; references: number }) =>
      `\`fields\` and \`references\` must be equally many: ${p.fields} against ${p.references}.`,
  ),
  "check/relation-field-type": error(
    (p: { field: string; fieldType: string; reference: string; referenceType: string }) =>
      `\`${p.field}\` is ${p.fieldType} and cannot refer to \`${p.reference}\`, which is ${p.referenceType}.`,
  ),
  "check/references-not-unique": error(
    (p: { model: string; fields: readonly string[] }) =>
      `${listNames(p.fields)} of \`${p.model}\` ${p.fields.length === 1 ? "is" : "are together"} not unique: a foreign key refers to a primary key or a unique key.`,
  ),
  "check/relation-nullability": error((p: { name: string; field: string; isNullable: boolean }) =>
    p.isNullable
      ? `\`${p.name}\` is optional, but its key \`${p.field}\` is not.`
      : `\`${p.name}\` is required, but its key \`${p.field}\` is optional.`,
  ),
  "check/implied-key-exists": error(
    (p: { name: string; relation: string }) =>
      `\`${p.relation}\` implies a field \`${p.name}\`, and there is one already. Name it as the key: \`@relation(fields: [${p.name}])\`.`,
  ),
  "check/no-column-to-map": error(
    (p: { name: string; reason: string }) => `\`@map\` on \`${p.name}\` names no column: ${p.reason}.`,
  ),
  "check/set-null-on-required": error(
    (p: { action: string; field: string }) =>
      `\`${p.action}\` needs a key that can be empty, but \`${p.field}\` is required.`,
  ),
  "check/set-default-without-default": error(
    (p: { field: string }) => `\`SetDefault\` needs a default, but the required \`${p.field}\` has none.`,
  ),

  // Defaults
  "check/invalid-default": error(
    (p: { field: string; expected: string }) => `This is no default for \`${p.field}\`: expected ${p.expected}.`,
  ),
  "check/endless-default": error(
    (p: { part: string }) => `The default of \`${p.part}\` would hold itself without end: say what it has there.`,
  ),
  "check/unknown-enum-member": error(
    (p: UnknownName & { enum: string }) => `\`${p.enum}\` has no member \`${p.name}\`.${didYouMean(p.suggestion)}`,
  ),
  "check/unknown-function": error(
    (p: UnknownName & { known: readonly string[] }) =>
      `Unknown function \`${p.name}()\`.${didYouMean(p.suggestion) || ` There is ${listNames(p.known.map((name) => `${name}()`))}.`}`,
  ),
  "check/misplaced-autoincrement": error(
    (p: { field: string }) =>
      `\`autoincrement()\` numbers a primary key of one \`Int\` or \`BigInt\` field; \`${p.field}\` is not such.`,
  ),
  "check/updated-at-type": error(
    (p: { field: string }) => `\`@updatedAt\` sets a time, so \`${p.field}\` must be a single \`DateTime\`.`,
  ),

  "check/version-type": error(
    (p: { field: string }) =>
      `\`@version\` counts changes, so \`${p.field}\` must be a single, required \`Int\` or \`BigInt\`.`,
  ),
  "check/version-conflict": error(
    (p: { field: string; what: string }) => `\`${p.field}\` counts the changes of its row and cannot ${p.what}.`,
  ),
  "check/multiple-versions": error(
    (p: { model: string; field: string }) =>
      `\`${p.model}\` has more than one \`@version\`: \`${p.field}\` counts its changes already.`,
  ),

  // Validators
  "check/validator-type": error(
    (p: { name: string; allowed: readonly string[]; field: string; type: string }) =>
      `\`${p.name}\` can be asked of ${listNames(p.allowed, "or")}; \`${p.field}\` is \`${p.type}\`.`,
  ),
  "check/inner-demand": error(
    (p: { name: string; what: string }) =>
      `No database can hold ${p.what} to \`${p.name}\`: leave out \`database: true\`.`,
  ),
  "check/empty-range": error(
    (p: { least: number | string; greatest: number | string }) =>
      `Nothing could ever be valid: it would be at least ${p.least} and at most ${p.greatest}.`,
  ),
  "check/invalid-regex": error((p: { reason: string }) => `This is no regular expression: ${p.reason}.`),

  // SQL
  "check/invalid-native-type": error((p: { reason: string }) => `This is no type for \`@db\`: ${p.reason}.`),
  "check/invalid-sql": error((p: { reason: string }) => `This cannot be a part of a statement: ${p.reason}.`),
  "check/refused-sql": error(
    (p: { dialect: string; reason: string }) => `${p.dialect} does not take this: ${p.reason}.`,
  ),
  "check/not-in-dialect": error(
    (p: { what: string; dialect: string }) =>
      `${p.what} is not there in ${p.dialect}, which this schema is for. Take it out, or say with \`dialect:\` which one database it is for.`,
  ),
  "check/unknown-dialect": error(
    (p: UnknownName & { known: readonly string[] }) =>
      `Unknown dialect \`${p.name}\`.${didYouMean(p.suggestion) || ` There are ${listNames(p.known)}.`}`,
  ),

  // What the database computes
  "check/missing-generated": error(
    (p: { field: string; dialect: string }) =>
      `Nothing computes \`${p.field}\` in ${p.dialect}, which this schema is for. Add \`@generated("…", dialect: ${p.dialect})\`, or one without \`dialect:\` for all others.`,
  ),
  "check/dialect-default": error(
    (p: { dialect: string }) =>
      `A default for ${p.dialect} alone is the SQL of a column: \`@default(sql("…"), dialect: ${p.dialect})\`. A value is the same in every database.`,
  ),
  "check/generated-conflict": error(
    (p: { field: string; what: string }) => `\`${p.field}\` is computed by the database and cannot ${p.what}.`,
  ),

  "check/soft-delete-field": error(
    (p: { field: string; model: string; reason: string }) =>
      `\`${p.field}\` cannot say when a \`${p.model}\` was deleted: it ${p.reason}. That takes a \`DateTime?\` which nothing else sets.`,
  ),

  // Full-text search
  "check/unsearchable-field": error(
    (p: { name: string; reason: string }) =>
      `\`${p.name}\` cannot be searched: it is ${p.reason}. A search looks into fields of type \`String\` and \`Text\`.`,
  ),
  "check/unknown-stems": error(
    (p: { language: string; dialect: string; known: readonly string[] }) =>
      `${p.dialect}, which this schema is for, cannot reduce words to their stems in ${p.language}; it knows ${listNames(p.known)}. Leave \`language\` out, and words are compared as they are on every database.`,
  ),

  // What the client does not know
  "check/relation-not-ignored": error(
    (p: { name: string; reason: string }) =>
      `The client cannot follow \`${p.name}\`: ${p.reason} is ignored. Mark it \`@ignore\` too.`,
  ),
  "check/cannot-create": warning(
    (p: { model: string; field: string }) =>
      `The client cannot create a \`${p.model}\`: \`${p.field}\` is required, ignored, and nothing in the database gives it a value.`,
  ),

  ...queryDiagnostics,
  ...viewDiagnostics,

  // Names in the database
  "check/invalid-database-name": error(
    (p: { name: string; reason: string }) => `"${p.name}" cannot be a name in the database: ${p.reason}.`,
  ),
  "check/name-collision": error(
    (p: { what: string; name: string; other: string }) =>
      `${p.what} and ${p.other} are both named "${p.name}". Give one another name.`,
  ),

  // What a database does by itself, perhaps unasked
  "check/cascade-cycle": warning(
    (p: { model: string; relations: readonly string[] }) =>
      `Deleting a \`${p.model}\` comes round to others of its kind, by way of ${listNames(p.relations.slice(0, 6))}${
        p.relations.length > 6 ? " …" : ""
      }: one row may take all with it.`,
  ),
  "check/cascade-conflict": warning(
    (p: { root: string; model: string; path: readonly string[]; keeping: string }) =>
      `Deleting a \`${p.root}\` deletes rows of \`${p.model}\` by way of ${listNames(p.path)}, and \`${p.keeping}\` may refuse it before. Say with \`onDelete\` what becomes of them here too.`,
  ),
  "check/unindexed-foreign-key": warning(
    (p: { target: string; model: string; key: string }) =>
      `Whenever a \`${p.target}\` is deleted or its key changes, the database looks through all rows of \`${p.model}\`: no key or index begins with ${p.key}.`,
  ),

  // What nothing needs
  "check/unused-mixin": warning((p: { name: string }) => `Nothing is declared \`with ${p.name}\`.`),
  "check/unused-enum": warning((p: { name: string }) => `No field is of the enum \`${p.name}\`.`),
  "check/unused-parameter": warning((p: { name: string }) => `Nothing in the query uses \`$${p.name}\`.`),
  "check/unused-type": warning((p: { name: string }) => `No field is of the type \`${p.name}\`.`),
  "check/unused-ignore": warning((p: { reason: string }) => `This comment silences nothing: ${p.reason}`),
};

function listNames(names: readonly string[], conjunction: "and" | "or" = "and"): string {
  const quoted = names.map((name) => `\`${name}\``);
  const last = quoted.pop() ?? "nothing";
  return quoted.length === 0 ? last : `${quoted.join(", ")} ${conjunction} ${last}`;
}

/** `author` of `Post.author`. */
function fieldOf(path: string | undefined): string {
  return path?.split(".").at(-1) ?? "…";
}
