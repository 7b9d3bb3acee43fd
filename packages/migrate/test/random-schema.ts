import type {
  Arc,
  Check,
  DefaultValue,
  Field,
  FieldType,
  Index,
  Model,
  ScalarName,
  Schema,
  UniqueKey,
  Validator,
  ValueObjectField,
} from "@joinery/schema";
import fc from "fast-check";
import {
  arcTargets,
  enumeration,
  extend,
  field,
  id,
  joinTable,
  model,
  reference,
  schema,
  view,
  type BuiltField,
  type BuiltReference,
} from "./build-schema.js";

/** Few names, so that two random schemas share many and differ in all ways. */
const modelNames = ["User", "Post", "Tag"] as const;
const fieldNames = ["name", "value", "note", "flag"] as const;
const enumNames = ["Role", "Level"] as const;

interface FieldDraft {
  readonly name: string;
  readonly type: ScalarName | "Role" | "Level" | "Settings";
  readonly isList: boolean;
  readonly isNullable: boolean;
  readonly hasDefault: boolean;
  readonly isNative: boolean;
  readonly length: number;
  /** Held to a bound by the database, or to none. */
  readonly bound: "none" | "min" | "max";
  readonly documentation: string | undefined;
  readonly attached: "none" | "unique" | "asc" | "desc";
}

interface ModelDraft {
  readonly name: (typeof modelNames)[number];
  /** In a schema of the database's own. */
  readonly isApart: boolean;
  readonly keyType: "numbered" | "Int" | "BigInt" | "Uuid";
  /** The model before it. */
  readonly isExtension: boolean;
  readonly fields: readonly FieldDraft[];
  readonly documentation: string | undefined;
  readonly references: readonly {
    readonly target: string;
    readonly isNullable: boolean;
    readonly action: "Cascade" | "NoAction" | "Restrict";
  }[];
  readonly uniquePair: boolean;
  readonly generated: "none" | "null" | "not null" | "same" | "id";
  readonly isStored: boolean;
  /** Said for each database by itself. */
  readonly isVaried: boolean;
  readonly keyed: "none" | "deferrable" | "nulls";
  readonly indexed: "none" | "partial" | "expression" | "unique" | "covering";
  readonly checked: "none" | "null" | "not null" | "value";
  readonly searched: "none" | "first" | "all" | "english";
  readonly arc: "none" | "required" | "nullable";
  readonly arcTargets: readonly string[];
}

interface ViewDraft {
  readonly reads: "all" | "some" | "groups" | "pairs";
  /** Of those views that there are before it: names are such that they sort the other way. */
  readonly isOnView: boolean;
  readonly isMaterialized: boolean;
  readonly isKeyed: boolean;
  readonly isIndexed: boolean;
  readonly isApart: boolean;
  readonly documentation: string | undefined;
}

const documentation = fc.option(fc.constantFrom("One", "Two 'quoted'"), { nil: undefined });

const fieldDraft: fc.Arbitrary<FieldDraft> = fc.record({
  name: fc.constantFrom(...fieldNames),
  type: fc.constantFrom<FieldDraft["type"]>(
    "Int",
    "BigInt",
    "Float",
    "Decimal",
    "Boolean",
    "String",
    "Text",
    "DateTime",
    "Date",
    "Time",
    "Uuid",
    "Json",
    "Bytes",
    "Role",
    "Level",
    "Settings",
  ),
  isList: fc.boolean(),
  isNullable: fc.boolean(),
  hasDefault: fc.boolean(),
  isNative: fc.boolean(),
  length: fc.integer({ min: 1, max: 3 }),
  bound: fc.constantFrom("none", "min", "max"),
  documentation,
  attached: fc.constantFrom("none", "none", "unique", "asc", "desc"),
});

const modelDraft = (name: ModelDraft["name"]): fc.Arbitrary<ModelDraft> =>
  fc.record({
    name: fc.constant(name),
    isApart: fc.boolean(),
    keyType: fc.constantFrom("numbered", "Int", "BigInt", "Uuid"),
    isExtension: fc.boolean(),
    fields: fc.uniqueArray(fieldDraft, { selector: (each) => each.name, maxLength: 4 }),
    documentation,
    references: fc.uniqueArray(
      fc.record({
        target: fc.constantFrom(...modelNames),
        isNullable: fc.boolean(),
        action: fc.constantFrom("Cascade", "NoAction", "Restrict"),
      }),
      { selector: (each) => each.target, maxLength: 2 },
    ),
    uniquePair: fc.boolean(),
    generated: fc.constantFrom("none", "null", "not null", "same", "id"),
    isStored: fc.boolean(),
    isVaried: fc.boolean(),
    keyed: fc.constantFrom("none", "none", "deferrable", "nulls"),
    indexed: fc.constantFrom("none", "partial", "expression", "unique", "covering"),
    checked: fc.constantFrom("none", "none", "null", "not null", "value"),
    searched: fc.constantFrom("none", "first", "all", "english"),
    arc: fc.constantFrom("none", "none", "required", "nullable"),
    arcTargets: fc.shuffledSubarray([...modelNames]),
  });

const viewNames = ["Third", "Second", "First"] as const;

const viewDraft: fc.Arbitrary<ViewDraft> = fc.record({
  reads: fc.constantFrom("all", "some", "groups", "pairs"),
  isOnView: fc.boolean(),
  isMaterialized: fc.boolean(),
  isKeyed: fc.boolean(),
  isIndexed: fc.boolean(),
  isApart: fc.boolean(),
  documentation,
});

const members = ["a", "b", "it's", "d"];

/** A default of the whole is made of those of its parts: it changes with them. */
const settingsParts: readonly ValueObjectField[] = [
  { name: "theme", type: { kind: "scalar", name: "String" }, default: { kind: "literal", value: 'it\'s \\ "dark"' } },
  { name: "role", type: { kind: "enum", name: "Role" }, isList: true, default: { kind: "literal", value: [] } },
  { name: "big", type: { kind: "scalar", name: "BigInt" }, isNullable: true },
  { name: "next", type: { kind: "object", name: "Settings" }, isNullable: true },
];

/** Small schemas over few names: every two of them are some migration apart. */
export const randomSchema: fc.Arbitrary<Schema> = fc
  .record({
    models: fc.subarray([...modelNames], { minLength: 1 }).chain((names) => fc.tuple(...names.map(modelDraft))),
    enums: fc.tuple(...enumNames.map(() => fc.shuffledSubarray(members, { minLength: 1 }))),
    isEnumApart: fc.boolean(),
    hasJoinTable: fc.boolean(),
    parts: fc.subarray([...settingsParts], { minLength: 1 }),
    views: fc.array(viewDraft, { maxLength: viewNames.length }),
  })
  .map(({ models, enums, isEnumApart, hasJoinTable, parts, views }) =>
    build(models, enums, isEnumApart, hasJoinTable, parts, views),
  );

function build(
  given: readonly ModelDraft[],
  values: readonly string[][],
  isEnumApart: boolean,
  hasJoinTable: boolean,
  parts: readonly ValueObjectField[],
  viewDrafts: readonly ViewDraft[],
): Schema {
  const [role, level] = enumNames.map((name, index) => enumeration(name, values[index] ?? []));
  const enums = [role!, { ...level!, ...(isEnumApart ? { schema: "Bill's" } : {}) }];
  const drafts = given.reduce<readonly ModelDraft[]>(
    (before, draft) => [...before, shareKey(draft, before.at(-1))],
    [],
  );
  const numbered = drafts.filter((draft) => draft.keyType !== "Uuid");
  const models = drafts.reduce<readonly Model[]>((before, draft) => {
    const parent = draft.isExtension ? before.at(-1) : undefined;
    const isFree = (name: string) => parent?.fields.every((each) => each.name !== name) ?? true;
    const targets = draft.references.filter(
      ({ target }) => drafts.some(({ name }) => name === target) && isFree(`${target.toLowerCase()}Id`),
    );
    const typeOf = (target: string) => keyScalar(drafts.find(({ name }) => name === target)?.keyType ?? "Int");
    const keys = targets.map(({ target, isNullable }): BuiltField => {
      return field(`${target.toLowerCase()}Id`, typeOf(target), { nullable: isNullable });
    });
    const ends = draft.arcTargets.filter(
      (target) => draft.arc !== "none" && drafts.some(({ name }) => name === target) && isFree(`subject${target}Id`),
    );
    const arcKeys = ends.map((target) => field(`subject${target}Id`, typeOf(target), { nullable: true, index: "asc" }));
    const references = targets.map(({ target, isNullable, action }): BuiltReference => {
      return reference(target.toLowerCase(), target, { nullable: isNullable, onDelete: action });
    });
    const plain = draft.fields.filter(({ name }) => isFree(name)).map((each) => buildField(each, values));
    const computed = plain.slice(0, 1).flatMap((each) => buildGenerated(each, draft));
    const generated = computed.filter((each) => isFree(each.field.name));
    const fields = [
      ...plain.filter((each) => generated.every((other) => other.field.name !== each.field.name)),
      ...generated,
    ];
    const own = draft.keyType === "numbered" ? id() : field("id", keyScalar(draft.keyType));
    const pairable = fields
      .filter((each) => each.field.type.kind === "scalar" && !isJson(each.field.type))
      .filter((each) => each.field.generated?.isStored !== false)
      .slice(0, 2);
    const built = model(draft.name, [own, ...keys, ...arcKeys, ...fields], {
      references: [...references, ...ends.map((target) => reference(`subject${target}`, target, { nullable: true }))],
      ...(ends.length > 1 ? { arcs: [buildArc(ends, draft)] } : {}),
      keys: buildKeys(pairable, draft),
      indexes: fields.slice(0, 1).flatMap((each) => buildIndexes(each, draft)),
      checks: fields.slice(0, 1).flatMap((each) => buildCheck(each, draft.checked)),
      ...(draft.isApart ? { schema: "apart" } : {}),
      ...(draft.documentation === undefined ? {} : { documentation: draft.documentation }),
      ...buildFulltext(fields, draft),
      ...(draft.uniquePair && pairable.length === 2 ? { uniques: [pairable.map((each) => each.field.name)] } : {}),
    });
    return [...before, parent ? extend(built, parent) : built];
  }, []);
  const [left, right] = numbered.map((draft) => models.find(({ name }) => name === draft.name));
  return schema([...models, ...buildViews(models, viewDrafts)], {
    enums,
    types: [{ name: "Settings", fields: parts }],
    joinTables: hasJoinTable && left !== undefined && right !== undefined ? [joinTable(left, right)] : [],
  });
}

/** Over the first table and the last, or over the view before. */
function buildViews(models: readonly Model[], drafts: readonly ViewDraft[]): Model[] {
  const [first, last] = [models[0], models.at(-1)];
  if (first === undefined || last === undefined) return [];
  const views: Model[] = [];
  for (const [index, draft] of drafts.entries()) {
    const below = views.at(-1);
    const read = draft.isOnView && below !== undefined ? below : first;
    const keyType = first.fields[0]?.type;
    const own = field("id", keyType?.kind === "scalar" ? keyType.name : "Int");
    const other = read.fields.find(({ name }) => name !== "id");
    const { isMaterialized, isKeyed, isIndexed } = draft;
    const name = viewNames[index] ?? "First";
    const queries = ["postgresql", "sqlite"].map((dialect) => ({
      dialect,
      sql: readSql(draft.reads, nameIn(dialect, read), nameIn(dialect, last), other),
    }));
    const where = "id is not null";
    views.push(
      view(name, [own], queries, {
        isMaterialized,
        ...(isKeyed && { key: ["id"] }),
        ...(isIndexed && { indexes: [{ name: `${name}_own_index`, fields: [{ name: "id" }], where }] }),
        ...(draft.isApart ? { schema: "apart" } : {}),
        ...(draft.documentation === undefined ? {} : { documentation: draft.documentation }),
      }),
    );
  }
  return views;
}

/** As a query speaks of a table: where there are no schemas its name stands alone. */
function nameIn(dialect: string, { table: { schema: apart, name } }: Model): string {
  return dialect === "sqlite" || apart === undefined ? name : `${apart}.${name}`;
}

function readSql(reads: ViewDraft["reads"], table: string, last: string, other: Field | undefined): string {
  switch (reads) {
    case "all":
      return `select * from ${table}`;
    case "some":
      return `SELECT "id" FROM ${table}${other === undefined ? "" : ` where "${other.column}" is not null`}`;
    case "groups":
      return `select id, count(*) from ${table} group by id`;
    case "pairs":
      return `select l.id from (select id from ${table}) as l, ${last} where 'it''s from nowhere' <> ''`;
  }
}

function shareKey(draft: ModelDraft, before: ModelDraft | undefined): ModelDraft {
  if (before === undefined) return { ...draft, isExtension: false };
  return draft.isExtension ? { ...draft, keyType: before.keyType } : draft;
}

/** Computed from the first field, under a name that may be that of another one. */
function buildGenerated(first: BuiltField, { generated, isStored, isVaried, keyType }: ModelDraft): BuiltField[] {
  const { column, type, isList } = first.field;
  const name = column === "flag" ? "note" : "flag";
  const isWhole = keyType === "numbered" || keyType === "Int";
  // A server refuses a type that a user made in what it computes at each read.
  const isKept = isStored || type.kind === "enum";
  const make = (scalar: ScalarName, sql: string) => [
    field(name, scalar, {
      generated: isVaried ? varied(sql, isKept) : { sql, isStored: isKept },
      nullable: true,
      ...(isKept ? { index: "asc" } : {}),
    }),
  ];
  switch (generated) {
    case "none":
      return [];
    case "same":
      // Of its own type: what is changed there is changed here.
      return type.kind === "scalar" && type.name === "Int" && !isList ? make("Int", `${column} + 1`) : [];
    case "id":
      return isWhole ? make("Int", "id + 1") : [];
    default:
      return isWhole ? make("Int", `case when ${column} is ${generated} then 1 else 0 end`) : [];
  }
}

/** The same in both databases, but said twice. */
function varied(sql: string, isStored: boolean): NonNullable<Field["generated"]> {
  return {
    sql: "no words",
    isStored,
    dialect: "no database",
    others: ["postgresql", "sqlite"].map((dialect) => ({ sql, isStored, dialect })),
  };
}

/** Of a kind that only one of the databases has. */
function buildKeys(fields: readonly BuiltField[], { name, keyed }: ModelDraft): UniqueKey[] {
  if (keyed === "none" || fields.length === 0) return [];
  const key = { name: `${name}_own_key`, fields: fields.map(({ field: { name: own } }) => own), dialect: "postgresql" };
  return [{ ...key, ...(keyed === "deferrable" ? { isDeferrable: true } : { isNullsNotDistinct: true }) }];
}

/** In the texts that there are, where there are some. */
function buildFulltext(fields: readonly BuiltField[], { name, searched }: ModelDraft): Pick<Model, "fulltext"> {
  const texts = fields.filter(({ field: { type, isList } }) => type.kind === "scalar" && isText(type.name) && !isList);
  if (searched === "none" || texts.length === 0) return {};
  const [first, ...rest] = texts.map(({ field: { name: text } }) => ({ name: text }));
  const weighted = { ...first!, weight: "B" as const };
  return {
    fulltext: {
      name: `${name}'s words`,
      column: "search_vector",
      fields: searched === "all" ? [...rest, weighted] : [weighted],
      ...(searched === "english" ? { language: searched } : {}),
    },
  };
}

function isText(type: ScalarName): boolean {
  return type === "String" || type === "Text";
}

/** To some of the models, in any order. */
function buildArc(targets: readonly string[], { name, arc }: ModelDraft): Arc {
  return {
    name: "subject",
    targets: arcTargets("subject", ...targets),
    ...(arc === "nullable" ? { isNullable: true } : {}),
    checkName: `${name}_subject_arc`,
  };
}

/** On the first field, whatever becomes of it. */
function buildIndexes({ field: { name, column, type } }: BuiltField, { name: model, indexed }: ModelDraft): Index[] {
  const index = { name: `${model}_own_index`, fields: [{ name: "id" }] };
  const where = `"${column}" is not null`;
  // What has no order of its own is only spoken of.
  const fields = isJson(type) ? index.fields : [...index.fields, { name }];
  switch (indexed) {
    case "none":
      return [];
    case "partial":
      return [{ ...index, fields, where }];
    case "expression":
      return [{ ...index, expression: { sql: `${column} is null` }, where: "id is not null" }];
    case "unique":
      return [{ ...index, fields, where: `${column} is not null`, isUnique: true }];
    case "covering":
      return [{ ...index, include: [name], dialect: "postgresql" }];
  }
}

/** On the first field, so that a check meets every change of a column. Every row passes. */
function buildCheck({ field: { column, type, isList } }: BuiltField, kind: ModelDraft["checked"]): Check[] {
  const check = (condition: string): Check[] => [{ name: "first_check", sql: condition }];
  if (kind === "none") return [];
  if (kind === "null") return check(`"${column}" is null or ${column} is not null`);
  if (type.kind === "object") return check(`${column} is null or ${column} is not null`);
  const name = type.kind === "scalar" ? type.name : "enum";
  if (kind === "not null" || isList) return check(`(${column} is not null) or ${column} is null`);
  if (["Int", "BigInt", "Float", "Decimal"].includes(name))
    return check(`${column} > -1e300 or ${column} in (-3, 1.5)`);
  if (["String", "Text"].includes(name)) return check(`${column} not in ('^', '''', 'a, b')`);
  return name === "enum" ? check(`${column} is null or ${column} = ${column}`) : [];
}

function isJson(type: FieldType): boolean {
  return type.kind === "object" || type.name === "Json";
}

function keyScalar(type: ModelDraft["keyType"]): ScalarName {
  return type === "numbered" ? "Int" : type;
}

/** In words of a user, which are not those of the database. */
const natives: Readonly<Record<string, NonNullable<Field["nativeTypes"]>>> = {
  Int: [
    { type: "int8", dialect: "postgresql" },
    { type: "bigint", dialect: "sqlite" },
  ],
  Text: [{ type: "Varchar( 30 )", dialect: "postgresql" }],
  Decimal: [{ type: "decimal", dialect: "postgresql" }],
  DateTime: [{ type: "timestamp(6)", dialect: "postgresql" }],
};

function buildField(draft: FieldDraft, values: readonly string[][]): BuiltField {
  const type = typeOf(draft.type);
  const options = {
    nullable: draft.isNullable,
    list: draft.isList,
    ...(draft.type === "String" ? { length: draft.length * 5 } : {}),
    ...(draft.type === "Decimal" ? { precision: draft.length * 8, scale: draft.length } : {}),
    ...(draft.isNative && draft.type in natives ? { nativeTypes: natives[draft.type] } : {}),
    ...(draft.documentation === undefined ? {} : { documentation: draft.documentation }),
    ...(draft.isList || draft.bound === "none" ? {} : { validators: buildDemand(draft, draft.bound) }),
    // What has no order of its own has no index.
    ...(draft.type === "Json" || draft.type === "Settings" || draft.attached === "none"
      ? {}
      : draft.attached === "unique"
        ? { unique: true }
        : { index: draft.attached }),
    ...(draft.hasDefault ? { default: defaultOf(draft, values) } : {}),
  };
  return field(draft.name, type, options);
}

function typeOf(name: FieldDraft["type"]): Parameters<typeof field>[1] {
  if (name === "Settings") return { object: name };
  return name === "Role" || name === "Level" ? { enum: name } : name;
}

/** One that every row meets, whatever its type was before. */
function buildDemand({ name, type }: FieldDraft, bound: "min" | "max"): readonly Validator[] {
  const checkName = `${name}_${bound}_check`;
  const extremes = type in bounds ? bounds[type as ScalarName] : undefined;
  if (type === "String" || type === "Text")
    return [{ kind: "length", ...(bound === "min" ? { min: 0 } : { max: 99 }), checkName }];
  if (extremes === undefined) return [];
  return [{ kind: bound, value: extremes[bound === "min" ? 0 : 1], checkName }];
}

const bounds: Partial<Record<ScalarName, readonly [number | string, number | string]>> = {
  Int: [-2147483648, 2147483647],
  BigInt: ["-9223372036854775808", "9223372036854775807"],
  Float: [-1e300, 1e300],
  Decimal: ["-9999999.0", "9999999.0"],
  DateTime: ["0001-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z"],
  Date: ["0001-01-01", "9999-12-31"],
  Time: ["00:00:00.000", "23:59:59.999"],
};

const literals: Record<ScalarName, string | number | boolean> = {
  Int: -3,
  BigInt: "9007199254740993",
  Float: 1.5,
  Decimal: "1.5",
  Boolean: true,
  String: "it's",
  Text: "a b",
  DateTime: "2024-01-31T23:59:59.120Z",
  Date: "2024-01-31",
  Time: "12:00:00.000",
  Uuid: "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
  Json: "x",
  Bytes: "AAE=",
};

/** A default that any field of its type takes. */
export function sampleDefault({ type, isList }: Pick<Field, "type" | "isList">, { enums }: Schema): DefaultValue {
  if (type.kind === "enum") {
    const name = enums.find((each) => each.name === type.name)?.members[0]?.name ?? "";
    return { kind: "member", name: isList ? [name] : name };
  }
  const value = type.kind === "object" ? {} : literals[type.name];
  return { kind: "literal", value: isList ? [value] : value };
}

function defaultOf({ type, isList }: FieldDraft, values: readonly string[][]): DefaultValue {
  if (type === "Role" || type === "Level") {
    const [first = ""] = enumeration(type, values[type === "Role" ? 0 : 1] ?? []).members.map(({ name }) => name);
    return { kind: "member", name: isList ? [first] : first };
  }
  const value = type === "Settings" ? {} : literals[type];
  return { kind: "literal", value: isList ? [value] : value };
}
