import {
  isStorableText,
  searchLanguages,
  searchWeights,
  type CascadeAction,
  type IndexMethod,
  type ReferentialAction,
} from "@joinery/schema";
import type { Argument, Expression } from "../ast.js";
import type {
  ArgumentKind,
  ArgumentProblem,
  ArgumentValues,
  FieldName,
  KeyEntry,
  Located,
  OrderEntry,
  SearchedEntry,
  Signature,
  SignatureValues,
} from "./signature.js";

/** What was given, and what is wrong with it. */
export interface MatchedArguments<S extends Signature> {
  readonly values: SignatureValues<S>;
  readonly problems: readonly ArgumentProblem[];
}

/** Matches what was written with a signature. Total: what does not fit is a problem and absent from the values. */
export function matchArguments<S extends Signature>(given: readonly Argument[], signature: S): MatchedArguments<S> {
  const values: Record<string, Located<unknown> | readonly Located<unknown>[]> = {};
  const others: Located<unknown>[] = [];
  const problems: ArgumentProblem[] = [];
  const first = new Map<string, Argument>();
  const { names, positional, rest, required } = summarize(signature);
  let position = 0;

  for (const argument of given) {
    const name = argument.name?.text ?? positional[position++] ?? rest?.name;
    if (name === undefined) {
      problems.push({ kind: "surplus", span: argument.span, allowed: positional.length });
      continue;
    }
    const isRest = name === rest?.name && argument.name === undefined;
    const definition = isRest ? rest : names.includes(name) ? signature[name] : undefined;
    const earlier = isRest ? undefined : first.get(name);
    if (definition === undefined) {
      problems.push({ kind: "unknown", name, span: argument.name?.span ?? argument.span, known: names });
    } else if (earlier !== undefined) {
      problems.push({ kind: "repeated", name, span: argument.span, first: earlier.span });
    } else {
      const { expected, read } = readers[definition.kind];
      const value: unknown = read(argument.value, problems);
      if (value === undefined) problems.push({ kind: "wrong", name, span: argument.value.span, expected });
      else if (isRest) others.push({ value, argument });
      else values[name] = { value, argument };
    }
    first.set(name, argument);
  }

  if (rest && others.length > 0) values[rest.name] = others;

  for (const { name, expected, alternative } of required) {
    if (!first.has(name) && (alternative === undefined || !first.has(alternative)))
      problems.push({ kind: "missing", name, expected, ...(alternative !== undefined && { alternative }) });
  }
  return { values: values as SignatureValues<S>, problems };
}

interface SignatureSummary {
  /** Those that can be written. */
  readonly names: readonly string[];
  readonly positional: readonly string[];
  readonly rest: (Signature[string] & { readonly name: string }) | undefined;
  readonly required: readonly {
    readonly name: string;
    readonly expected: string;
    readonly alternative: string | undefined;
  }[];
}

const summaries = new WeakMap<Signature, SignatureSummary>();

/** What every match asks of a signature, found once for each. */
function summarize(signature: Signature): SignatureSummary {
  const known = summaries.get(signature);
  if (known) return known;
  const now = Object.entries(signature).map(([name, definition]) => ({ name, ...definition }));
  const rest = now.find((each) => each.isRest);
  const summary = {
    names: Object.keys(signature).filter((name) => name !== rest?.name),
    rest,
    positional: now.filter((each) => each.isPositional).map((each) => each.name),
    required: now
      .filter((each) => each.isRequired)
      .map(({ name, kind, alternative }) => ({ name, expected: describeArgument(kind), alternative })),
  };
  summaries.set(signature, summary);
  return summary;
}

/** What an argument of the kind is written as, for messages and the reference. */
export function describeArgument(kind: ArgumentKind): string {
  return readers[kind].expected;
}

/** Whether a signature can be satisfied without writing anything. */
export function hasOptionalArgumentsOnly(signature: Signature): boolean {
  return summarize(signature).required.length === 0;
}

const actions: readonly ReferentialAction[] = ["Cascade", "Restrict", "NoAction", "SetNull", "SetDefault"];
const cascades: readonly (CascadeAction | "all")[] = ["saveUpdate", "delete", "deleteOrphan", "all"];
const sorts = ["asc", "desc"] as const;
const storages = ["stored", "virtual"] as const;
const methods: readonly IndexMethod[] = ["btree", "hash", "gin", "gist", "brin"];

/** The arguments of an entry of a key list: `createdAt(sort: desc)`. */
const keyEntrySignature = { sort: { kind: "sort" }, ops: { kind: "operatorClass" } } as const satisfies Signature;

/** The arguments of an entry of an order: rows are sorted as their values are, whatever an index could do. */
const orderEntrySignature = { sort: { kind: "sort" } } as const satisfies Signature;

/** The arguments of an entry of a search: `title(weight: A)`. */
const searchedEntrySignature = { weight: { kind: "weight" } } as const satisfies Signature;

type Reader<Value> = (expression: Expression, problems: ArgumentProblem[]) => Value | undefined;

const readers: {
  readonly [Kind in ArgumentKind]: { readonly expected: string; readonly read: Reader<ArgumentValues[Kind]> };
} = {
  text: { expected: "a text in quotes", read: (e) => (e.kind === "string" ? e.value : undefined) },
  storableText: {
    expected: "a text in quotes that a database can store",
    read: (e) => (e.kind === "string" && isStorableText(e.value) ? e.value : undefined),
  },
  sql: { expected: "SQL in quotes", read: (e) => (e.kind === "string" ? e.value : undefined) },
  query: { expected: "a query in quotes", read: (e) => (e.kind === "string" ? e.value : undefined) },
  dialect: {
    expected: "the name of a dialect",
    read: (e) => (e.kind === "string" ? e.value : e.kind === "reference" ? e.name : undefined),
  },
  operatorClass: {
    expected: 'the name of an operator class such as `"text_pattern_ops"`',
    read: (e) => (e.kind === "string" && /^[a-z_][\w$]*(\.[a-z_][\w$]*)?$/.test(e.value) ? e.value : undefined),
  },
  storage: { expected: orList(storages), read: (e) => readWord(e, storages) },
  method: { expected: orList(methods), read: (e) => readWord(e, methods) },
  integer: {
    expected: "a whole number",
    read: (e) => (e.kind === "number" && /^-?\d{1,15}$/.test(e.text) ? Number(e.text) : undefined),
  },
  count: {
    expected: "a whole number from 0",
    read: (e) => (e.kind === "number" && /^\d{1,9}$/.test(e.text) ? Number(e.text) : undefined),
  },
  boolean: { expected: "`true` or `false`", read: (e) => (e.kind === "boolean" ? e.value : undefined) },
  model: { expected: "the name of a model", read: readName },
  field: { expected: "the name of a field", read: readName },
  fields: { expected: "a list of fields such as `[a, b]`", read: (e) => readList(e, readName) },
  sortedFields: {
    expected: "a list of fields such as `[a, b(sort: desc)]`",
    read: (e, problems) => readList(e, (item) => readKeyEntry(item, problems)),
  },
  orderedField: {
    expected: "a field such as `a` or `a(sort: desc)`",
    read: readOrderEntry,
  },
  searchedFields: {
    expected: "a list of fields such as `[a, b(weight: A)]`",
    read: (e, problems) => readList(e, (item) => readSearchedEntry(item, problems)),
  },
  weight: { expected: orList(searchWeights), read: (e) => readWord(e, searchWeights) },
  language: {
    expected: "the name of a language such as `english`, `french` or `german`",
    read: (e) => readWord(e, searchLanguages),
  },
  cascade: { expected: orList(cascades), read: (e) => readWord(e, cascades) },
  action: { expected: orList(actions), read: (e) => readWord(e, actions) },
  sort: { expected: orList(sorts), read: (e) => readWord(e, sorts) },
  expression: { expected: "a value", read: (e) => e },
};

function readName(expression: Expression): FieldName | undefined {
  return expression.kind === "reference" ? { text: expression.name, span: expression.span } : undefined;
}

function readKeyEntry(expression: Expression, problems: ArgumentProblem[]): KeyEntry | undefined {
  if (expression.kind !== "call") return readName(expression);
  const matched = matchArguments(expression.arguments, keyEntrySignature);
  for (const problem of matched.problems) problems.push(problem);
  const { sort, ops } = matched.values;
  return {
    text: expression.name.text,
    span: expression.name.span,
    ...(sort && { sort: sort.value }),
    ...(ops && { ops: ops.value }),
  };
}

function readOrderEntry(expression: Expression, problems: ArgumentProblem[]): OrderEntry | undefined {
  if (expression.kind !== "call") return readName(expression);
  const matched = matchArguments(expression.arguments, orderEntrySignature);
  for (const problem of matched.problems) problems.push(problem);
  const { sort } = matched.values;
  return { text: expression.name.text, span: expression.name.span, ...(sort && { sort: sort.value }) };
}

function readSearchedEntry(expression: Expression, problems: ArgumentProblem[]): SearchedEntry | undefined {
  if (expression.kind !== "call") return readName(expression);
  const matched = matchArguments(expression.arguments, searchedEntrySignature);
  for (const problem of matched.problems) problems.push(problem);
  const { weight } = matched.values;
  return { text: expression.name.text, span: expression.name.span, ...(weight && { weight: weight.value }) };
}

/** One bad item spoils the list: half a key would be another key. */
function readList<Item>(
  expression: Expression,
  read: (item: Expression) => Item | undefined,
): readonly Item[] | undefined {
  if (expression.kind !== "list") return undefined;
  const items: Item[] = [];
  for (const each of expression.items) {
    const item = read(each);
    if (item === undefined) return undefined;
    items.push(item);
  }
  return items;
}

function readWord<Word extends string>(expression: Expression, words: readonly Word[]): Word | undefined {
  return expression.kind === "reference" ? words.find((word) => word === expression.name) : undefined;
}

function orList(words: readonly string[]): string {
  const quoted = words.map((word) => `\`${word}\``);
  return `${quoted.slice(0, -1).join(", ")} or ${quoted.at(-1)}`;
}
