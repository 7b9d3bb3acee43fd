import fc from "fast-check";

/**
 * Texts the grammar accepts, laid out in every way it allows: blanks, line breaks, comments of both kinds, trailing
 * commas. What they say need not make sense to the checker.
 */
export function arbitrarySource(): fc.Arbitrary<string> {
  const file = fc.array(fc.tuple(lineEnd, declaration), { maxLength: 5 });
  return fc
    .tuple(fc.constantFrom("", "\ufeff"), file, lineEnd)
    .map(([mark, parts, end]) => mark + parts.flat().join("") + end);
}

const words = [
  "model",
  "type",
  "enum",
  "where",
  "with",
  "extends",
  "true",
  "null",
  "query",
  "id",
  "x",
  "User",
  "Post",
  "_a1",
];
const name = fc.oneof(fc.constantFrom(...words), fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,12}$/));
const comment = fc
  .tuple(fc.constantFrom("//", "///", "// ", "/// ", "////"), fc.stringMatching(/^[ -~é😀]{0,12}$/u))
  .map((parts) => parts.join(""));
const newline = fc.constantFrom("\n", "\n", "\r\n", "\n\n\n", "\r\n \t\r\n");
const lineEnd = fc
  .array(
    fc.oneof(
      newline,
      fc.tuple(comment, newline).map((parts) => parts.join("")),
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((parts) => parts.join("  "));
const blank = fc.constantFrom("", " ", "  ", "\t");
const space = fc.constantFrom(" ", "  ", " \t ");
/** Between two tokens inside brackets. */
const gap = fc.oneof(
  { weight: 4, arbitrary: blank },
  { weight: 1, arbitrary: newline },
  { weight: 1, arbitrary: fc.tuple(blank, comment, newline).map((parts) => parts.join("")) },
);

const string = fc
  .array(
    fc.oneof(
      fc.stringMatching(/^[ !#-[\]-~é😀]{1,5}$/u),
      fc.constantFrom("\\n", '\\"', "\\\\", "\\u00e9", "\\u{1F600}", "//", "'"),
    ),
    { maxLength: 4 },
  )
  .map((parts) => `"${parts.join("")}"`);
const number = fc.oneof(
  fc.bigInt().map(String),
  fc.stringMatching(/^-?(0|[1-9][0-9]{0,3})(\.[0-9]{1,4})?([eE][+-]?[0-9]{1,3})?$/),
);

function sequence(...parts: (string | fc.Arbitrary<string>)[]): fc.Arbitrary<string> {
  return fc
    .tuple(...parts.map((part) => (typeof part === "string" ? fc.constant(part) : part)))
    .map((texts) => texts.join(""));
}

function bracketed(open: string, item: fc.Arbitrary<string>, close: string): fc.Arbitrary<string> {
  const items = fc.array(sequence(gap, item, gap), { maxLength: 4 });
  return fc
    .tuple(items, fc.constantFrom("", ","), gap)
    .map(([list, comma, last]) => open + list.join(",") + (list.length > 0 ? comma : "") + last + close);
}

const { expression, argument } = fc.letrec<{ expression: string; argument: string }>((tie) => ({
  expression: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    string,
    number,
    name,
    sequence("$", name),
    sequence(name, blank, bracketed("(", tie("argument"), ")")),
    bracketed("[", tie("expression"), "]"),
    bracketed("{", sequence(fc.oneof(name, string), gap, ":", gap, tie("expression")), "}"),
  ),
  argument: fc.oneof(tie("expression"), sequence(name, gap, ":", gap, tie("expression"))),
}));

const list = bracketed("(", argument, ")");
const named = sequence(name, fc.oneof({ weight: 3, arbitrary: fc.constant("") }, sequence(blank, list)));
const suffix = sequence(
  fc.oneof({ weight: 4, arbitrary: fc.constantFrom("", "[]") }, sequence("[", gap, "]")),
  fc.constantFrom("", "?"),
);
const type = sequence(
  fc.array(named, { minLength: 1, maxLength: 3 }).map((names) => names.join(" | ")),
  suffix,
);
const attributes = fc
  .array(sequence(space, "@", name, fc.oneof(fc.constant(""), list)), { maxLength: 3 })
  .map((parts) => parts.join(""));
const blockAttribute = sequence("@@", name, fc.oneof(fc.constant(""), list));
const field = sequence(name, space, type, attributes);

function block(header: fc.Arbitrary<string>, line: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const lines = fc.array(sequence(line, blank, lineEnd), { maxLength: 5 });
  const body = fc.oneof(
    { weight: 5, arbitrary: fc.tuple(lineEnd, lines).map(([end, parts]) => end + parts.join("  ")) },
    { weight: 1, arbitrary: fc.oneof(fc.constant(""), line) },
  );
  return sequence(header, fc.oneof(space, lineEnd), "{", blank, body, "}");
}

const mixins = fc.oneof(
  fc.constant(""),
  sequence(
    headerGap(),
    "with ",
    fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join(", ")),
  ),
);
const base = fc.oneof(fc.constant(""), sequence(headerGap(), "extends ", name));
const parameter = sequence(
  "$",
  name,
  gap,
  ":",
  gap,
  type,
  fc.oneof(fc.constant(""), sequence(gap, "=", gap, expression)),
);

function headerGap(): fc.Arbitrary<string> {
  return fc.oneof(space, sequence(blank, lineEnd));
}

const declaration = fc.oneof(
  block(sequence("model ", name, base, mixins), fc.oneof(field, blockAttribute)),
  block(sequence("mixin ", name, mixins), fc.oneof(field, blockAttribute)),
  block(sequence(fc.constantFrom("type ", "view "), name), fc.oneof(field, blockAttribute)),
  block(sequence("enum ", name), fc.oneof(sequence(name, attributes), blockAttribute)),
  block(
    sequence("query ", name, ".", name, fc.oneof(fc.constant(""), bracketed("(", parameter, ")"))),
    sequence(name, space, expression),
  ),
);
