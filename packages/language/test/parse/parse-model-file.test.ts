import type {
  Declaration,
  EnumDeclaration,
  FieldDeclaration,
  ModelDeclaration,
  QueryDeclaration,
} from "../../src/ast.js";
import { compile, parseModelFile } from "../../src/index.js";
import { options } from "../dialects.js";
import { kitchenSink } from "../kitchen-sink.js";
import { nodesOf } from "./nodes-of.js";
import { stripPlaces } from "./strip-places.js";

const path = "a.model";

function parseOne<Kind extends Declaration["kind"]>(text: string): Extract<Declaration, { kind: Kind }> {
  const { file, diagnostics } = parseModelFile({ path, text });
  expect(diagnostics).toEqual([]);
  expect(file.declarations).toHaveLength(1);
  return file.declarations[0] as Extract<Declaration, { kind: Kind }>;
}

function parseField(line: string): FieldDeclaration {
  const [member] = parseOne<"model">(`model A {\n${line}\n}`).members;
  if (member?.kind !== "field") throw new Error(`Not a field: ${line}`);
  return member;
}

/** The value of a single argument, as plain data. */
function parseValue(text: string): unknown {
  const argument = parseField(`a Int @x(${text})`).attributes[0]?.arguments[0];
  return JSON.parse(JSON.stringify(argument?.value, (key, value: unknown) => (key === "span" ? undefined : value)));
}

test("a file without blocks", () => {
  for (const text of ["", "\ufeff", "\n\n", "// only a comment"]) {
    const { file, diagnostics } = parseModelFile({ path, text });
    expect({ diagnostics, declarations: file.declarations }).toEqual({ diagnostics: [], declarations: [] });
    expect(file).toMatchObject({ path, text, span: { file: path, start: 0, end: text.length } });
  }
});

test("headers", () => {
  const model = parseOne<"model">("model A extends B with C, D {\n}");
  expect(model).toMatchObject({ name: { text: "A" }, extends: { text: "B" }, mixins: [{ text: "C" }, { text: "D" }] });
  expect(parseOne<"mixin">("mixin A with B {\n}")).toMatchObject({ name: { text: "A" }, mixins: [{ text: "B" }] });
  expect(parseOne<"model">("model A\n  extends B\n  with C\n{\n}")).toMatchObject({ extends: { text: "B" } });
  for (const kind of ["type", "enum", "view"] as const) expect(parseOne(`${kind} A {}`).kind).toBe(kind);
});

test("types", () => {
  expect(parseField("a String(255)").type).toMatchObject({
    alternatives: [{ name: { text: "String" }, arguments: [{ value: { kind: "number", text: "255" } }] }],
    isList: false,
    isNullable: false,
  });
  expect(parseField("a Decimal(10, 2)[]?").type).toMatchObject({
    alternatives: [{ arguments: [{ value: { text: "10" } }, { value: { text: "2" } }] }],
    isList: true,
    isNullable: true,
  });
  expect(parseField("a Post | Comment?").type).toMatchObject({
    alternatives: [{ name: { text: "Post" } }, { name: { text: "Comment" } }],
    isList: false,
    isNullable: true,
  });
});

test("attributes tell parentheses without arguments from none", () => {
  const { attributes } = parseField("a Int @id @x() @y(1)");
  expect(attributes.map(({ scope, name, hasArguments }) => [scope, name.text, hasArguments])).toEqual([
    ["field", "id", false],
    ["field", "x", true],
    ["field", "y", true],
  ]);
  const [attribute] = parseOne<"model">("model A {\n@@index([a])\n}").members;
  expect(attribute).toMatchObject({ kind: "attribute", scope: "block", name: { text: "index" } });
});

test.each([
  ['"a\\n"', { kind: "string", value: "a\n" }],
  ["-12345678901234567890.50e-3", { kind: "number", text: "-12345678901234567890.50e-3" }],
  ["true", { kind: "boolean", value: true }],
  ["null", { kind: "null" }],
  ["Cascade", { kind: "reference", name: "Cascade" }],
  ["$since", { kind: "variable", name: "since" }],
  ["now()", { kind: "call", name: { kind: "name", text: "now" }, arguments: [] }],
  ["[]", { kind: "list", items: [] }],
  ["{}", { kind: "object", entries: [] }],
  [
    "createdAt(sort: desc)",
    {
      kind: "call",
      name: { kind: "name", text: "createdAt" },
      arguments: [
        { kind: "argument", name: { kind: "name", text: "sort" }, value: { kind: "reference", name: "desc" } },
      ],
    },
  ],
  [
    '{\n  "a b": [1, // one\n  ],\n}',
    {
      kind: "object",
      entries: [
        {
          kind: "entry",
          key: { kind: "name", text: "a b" },
          value: { kind: "list", items: [{ kind: "number", text: "1" }] },
        },
      ],
    },
  ],
])("the value %s", (text, expected) => expect(parseValue(text)).toEqual(expected));

test("queries", () => {
  const query: QueryDeclaration = parseOne<"query">(
    "query User.recent($since: DateTime, $limit: Int = 20) {\n  where { id: $since }\n  limit $limit\n}",
  );
  expect(query).toMatchObject({
    model: { text: "User" },
    name: { text: "recent" },
    parameters: [{ name: { text: "since" } }, { name: { text: "limit" }, default: { kind: "number", text: "20" } }],
    clauses: [{ name: { text: "where" }, value: { kind: "object" } }, { value: { kind: "variable", name: "limit" } }],
  });
  expect(query.parameters[0]).not.toHaveProperty("default");
  expect(parseOne<"query">("query User.all {}").parameters).toEqual([]);
});

test("every word of the language is a name where a name stands", () => {
  const words = [
    "model",
    "mixin",
    "type",
    "enum",
    "view",
    "query",
    "extends",
    "with",
    "where",
    "limit",
    "true",
    "null",
  ];
  for (const word of words) {
    expect(parseField(`${word} ${word} @${word}(${word}: 1, {${word}: 1})`).name.text).toBe(word);
    expect(parseOne<"model">(`model ${word} extends ${word} with ${word} {}`).name.text).toBe(word);
    expect(parseOne<"enum">(`enum ${word} {\n${word}\n}`).members[0]?.name.text).toBe(word);
    expect(parseOne<"query">(`query ${word}.${word}($${word}: ${word}) {\n${word} 1\n}`).clauses).toHaveLength(1);
  }
  const fields = parseOne<"model">("model A {\nmodel String\nextends Int\nwith Int\ntype Role\nenum Role\n}");
  expect(fields.members).toHaveLength(5);
});

test("documentation stands before a node or behind it on its line, and nowhere else", () => {
  const text = [
    "/// one",
    "// no",
    "///   two",
    "model A { /// three",
    "  /// four",
    "",
    "  id Int /// five",
    "  name String @x( /// no",
    "  ) // no",
    "  plain Int",
    "  /// no",
    "  @@index([id])",
    "  /// no",
    "} /// six",
    "/// no",
  ].join("\n");
  const model: ModelDeclaration = parseOne<"model">(text);
  expect(model.documentation).toBe("one\n  two\nthree\nsix");
  expect(model.members.map((member) => ("documentation" in member ? member.documentation : undefined))).toEqual([
    "four\nfive",
    undefined,
    undefined,
    undefined,
  ]);
  const role: EnumDeclaration = parseOne<"enum">("enum A {\n/// a\nB /// b\n}");
  expect(role.members[0]?.documentation).toBe("a\nb");
});

test("comments are kept in order, without slashes and one blank", () => {
  const { file } = parseModelFile({ path, text: "//a\n//  b  \n/// c\n//// d\nmodel A { // e\n}" });
  expect(file.comments.map(({ text, isDocumentation }) => [text, isDocumentation])).toEqual([
    ["a", false],
    [" b", false],
    ["c", true],
    ["// d", false],
    ["e", false],
  ]);
});

test("line ends and a byte order mark change nothing", () => {
  const text = "/// doc\nmodel A {\n  id Int @x([\n    1,\n  ])\n\n  @@y\n}\n";
  const expected = stripPlaces(parseModelFile({ path, text }).file);
  for (const other of [text.replaceAll("\n", "\r\n"), text.replaceAll("\n", "\r"), `\ufeff${text}`]) {
    expect(stripPlaces(parseModelFile({ path, text: other }).file)).toEqual(expected);
  }
});

test("what was left out is said", () => {
  const incomplete = (text: string) =>
    parseModelFile({ path, text }).file.declarations.map((declaration) => declaration.isIncomplete ?? false);
  expect(incomplete("model A {\n  id Int\n}")).toEqual([false]);
  expect(incomplete("model A {\n  id\n}\nmodel B {\n}")).toEqual([true, false]);
  expect(incomplete("model A wth B {\n}\nenum C {\n  D\n")).toEqual([true, true]);
  expect(incomplete("table A {\n  id int\n}")).toEqual([true]);
});

test("of a broken line, what stands before the mistake is kept", () => {
  const { file } = parseModelFile({ path, text: "model A {\n  a String(5) @x(\n  b Int = 5\n}\nenum B {\n  C 5\n}" });
  const names = nodesOf(file).flatMap(({ node }) =>
    node.kind === "field" || node.kind === "enumMember" ? [node] : [],
  );
  expect(names).toMatchObject([{ name: { text: "a" } }, { name: { text: "b" } }, { name: { text: "C" } }]);
});

test("the kitchen sink has every construct, and no mistake for either database", () => {
  const { diagnostics } = parseModelFile(kitchenSink);
  expect(diagnostics).toEqual([]);
  const kinds = new Set(nodesOf(parseModelFile(kitchenSink).file).map(({ node }) => node.kind));
  const all =
    "file comment model mixin type view enum enumMember field typeReference namedType attribute argument name";
  const values = "string number boolean null reference call list object entry variable query parameter clause";
  expect([...kinds].sort()).toEqual(`${all} ${values}`.split(" ").sort());
  expect(compile([kitchenSink], options).diagnostics).toEqual([]);
});
