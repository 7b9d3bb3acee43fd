import type { DefaultValue, JsonValue, Schema } from "@joinery/schema";
import { arcTargets, enumeration, field, id, joinTable, model, reference, schema, view } from "./build-schema.js";

const literal = (value: JsonValue): DefaultValue => ({ kind: "literal", value });
const now: DefaultValue = { kind: "now" };
const sql = (text: string): DefaultValue => ({ kind: "sql", sql: text });

/** Every construct of the checked schema that reaches a database, with every kind of default. */
export function kitchenSink(): Schema {
  const user = model(
    "User",
    [
      id(),
      field("email", "String", { length: 255, unique: true, documentation: "Where it's read" }),
      field("bio", "Text", { nullable: true, index: "desc" }),
      field("role", { enum: "Role" }, { default: { kind: "member", name: "IT_S" } }),
      field("roles", { enum: "Role" }, { list: true, default: { kind: "member", name: ["READER", "IT_S"] } }),
      field("managerId", "Int", { nullable: true, index: "asc" }),
      field("uuid", "Uuid", { default: { kind: "uuid", version: 7 } }),
      field("slug", "Text", { generated: { sql: "lower(email || ') as (')", isStored: true }, unique: true }),
      field("twice", "Int", { generated: { sql: "id * 2", isStored: false }, documentation: "Id twice" }),
      field("isEditor", "Boolean", {
        generated: { sql: "role = 'EDITOR' or role in ('reader')", isStored: true },
        nullable: true,
      }),
    ],
    {
      documentation: "Someone who\nsigns in",
      keys: [
        { name: "uuid_once", fields: ["uuid"], isDeferrable: true, dialect: "postgresql" },
        { name: "bio_once", fields: ["bio", "managerId"], isNullsNotDistinct: true, dialect: "postgresql" },
      ],
      indexes: [
        {
          name: "partial",
          fields: [{ name: "bio", sort: "desc" }, { name: "id" }],
          where: "role = 'reader' and bio in ('a', 'b')",
        },
        { name: "partial_once", fields: [{ name: "managerId" }], isUnique: true, where: "bio is not null" },
        { name: "desc_once", fields: [{ name: "managerId", sort: "desc" }, { name: "uuid" }], isUnique: true },
        { name: "lower_email", fields: [], expression: { sql: "lower(email)" }, isUnique: true },
        {
          name: "both",
          fields: [{ name: "managerId" }],
          expression: { sql: "email || 'x) where ('" },
          where: "id > 1",
        },
        { name: "enclosed", fields: [], expression: { sql: "((id + 1)) * (id)" } },
        {
          name: "pattern",
          fields: [
            { name: "email", operatorClass: "varchar_pattern_ops" },
            { name: "bio", operatorClass: "text_ops" },
          ],
          expression: { sql: "lower(email)", operatorClass: "text_pattern_ops" },
          include: ["managerId", "uuid"],
          dialect: "postgresql",
        },
        { name: "hashed", fields: [{ name: "uuid" }], method: "hash", where: "id <> 3", dialect: "postgresql" },
        { name: "found", fields: [{ name: "roles" }], method: "gin", dialect: "postgresql" },
        { name: "ranged", fields: [{ name: "id" }, { name: "managerId" }], method: "brin", dialect: "postgresql" },
        {
          name: "near",
          fields: [],
          expression: { sql: "point(id, manager_id)" },
          method: "gist",
          include: ["email"],
          dialect: "postgresql",
        },
      ],
      checks: [
        {
          name: "email_has_at",
          sql: "position('@' in email) > 1 and email not in ('a@b', 'it''s')",
          dialect: "postgresql",
        },
        { name: "email_has_at", sql: "instr(email, '@') > 1", dialect: "sqlite" },
        { name: "role_is_known", sql: "role <> 'EDITOR' or id between 1 and 10" },
        { name: "Not me", sql: "manager_id is null or (manager_id <> id)" },
      ],
      references: [reference("manager", "User", { nullable: true, onDelete: "SetNull", onUpdate: "Cascade" })],
    },
  );
  const all = model("AllType", [
    field("id", "BigInt"),
    field("int", "Int", { default: literal(-5) }),
    field("big", "BigInt", { default: literal("9007199254740993") }),
    field("small", "BigInt", { default: literal("7") }),
    field("float", "Float", { default: literal(0.5) }),
    field("huge", "Float", { default: literal(1e21) }),
    field("tiny", "Float", { default: literal(-1e-7) }),
    field("price", "Decimal", { precision: 10, scale: 2, default: literal("-1.5") }),
    field("long", "Decimal", { precision: 38, scale: 10, default: literal("12345678901234567890.5") }),
    field("whole", "Decimal", { precision: 5 }),
    field("free", "Decimal", { nullable: true, default: literal("1.50") }),
    field("yes", "Boolean", { default: literal(true) }),
    field("short", "String", { length: 10, default: literal("it's\\n") }),
    field("string", "String", { default: literal("") }),
    field("text", "Text", { default: literal('"q" ; -- x') }),
    field("at", "DateTime", { default: literal("2024-01-31T23:59:59.120Z") }),
    field("atNow", "DateTime", { default: now }),
    field("old", "DateTime", { default: literal("0999-01-01T00:00:00.000Z") }),
    field("date", "Date", { default: literal("1969-12-31") }),
    field("dateNow", "Date", { default: now }),
    field("time", "Time", { default: literal("12:00:00.500") }),
    field("timeNow", "Time", { default: now }),
    field("uuid", "Uuid", { default: literal("A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11") }),
    field("json", "Json", { default: literal({ b: 1, a: [null, "x'y"], "": { z: 1.5 } }) }),
    field("jsonNull", "Json", { nullable: true }),
    field("bytes", "Bytes", { default: literal(Buffer.from([0, 255, 39]).toString("base64")) }),
    field("expression", "Text", { default: sql("lower('X') || 'y'") }),
    field("constant", "Text", { default: sql("'z'") }),
    field("ints", "Int", { list: true, default: literal([1, -2]) }),
    field("none", "Text", { list: true, default: literal([]) }),
    field("texts", "Text", { list: true, default: literal(["a b", "", "NULL", '"', "\\", "{}", "it's"]) }),
    field("strings", "String", { length: 5, list: true, nullable: true }),
    field("bigs", "BigInt", { list: true, default: literal(["9007199254740993"]) }),
    field("floats", "Float", { list: true, default: literal([0.5, 1e21]) }),
    field("prices", "Decimal", { precision: 10, scale: 2, list: true, default: literal(["1.5"]) }),
    field("flags", "Boolean", { list: true, default: literal([true, false]) }),
    field("ats", "DateTime", { list: true, default: literal(["2024-01-31T23:59:59.120Z"]) }),
    field("dates", "Date", { list: true, default: literal(["2024-01-31"]) }),
    field("times", "Time", { list: true, default: literal(["00:00:00.000"]) }),
    field("uuids", "Uuid", { list: true, default: literal(["a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"]) }),
    field("jsons", "Json", { list: true, default: literal([{ a: 'x"' }, 1]) }),
    field("blobs", "Bytes", { list: true, default: literal([Buffer.from([1, 2]).toString("base64")]) }),
  ]);
  const tenant = model("Tenant", [field("code", "String", { length: 8 }), field("region", "Int")], {
    key: ["code", "region"],
  });
  const post = model(
    "Post",
    [
      id(),
      field("title", "String", { length: 100 }),
      field("authorId", "Int", { index: "asc" }),
      field("tenantCode", "String", { length: 8 }),
      field("tenantRegion", "Int"),
      field("coverId", "Int", { nullable: true, unique: true }),
    ],
    {
      uniques: [["authorId", "title"]],
      references: [
        reference("author", "User", { onDelete: "Cascade" }),
        reference("tenant", "Tenant", {
          fields: ["tenantCode", "tenantRegion"],
          references: ["code", "region"],
          onDelete: "Restrict",
        }),
        reference("cover", "Image", { nullable: true, onDelete: "SetDefault", deferrable: true }),
      ],
    },
  );
  const image = model("Image", [field("id", "Int"), field("postId", "Int", { nullable: true, column: "The Post" })], {
    table: 'Weird "Images"',
    references: [reference("post", "Post", { nullable: true, deferrable: true })],
  });
  const pin = model(
    "Pin",
    [
      id(),
      field("subjectUserId", "Int", { nullable: true, index: "asc" }),
      field("subjectTenantCode", "String", { length: 8, nullable: true }),
      field("subjectTenantRegion", "Int", { nullable: true, column: 'the "Region"' }),
      field("contextUserId", "Int", { nullable: true }),
      field("contextPostId", "Int", { nullable: true }),
    ],
    {
      references: [
        reference("subjectUser", "User", { nullable: true, onDelete: "Cascade" }),
        reference("subjectTenant", "Tenant", {
          nullable: true,
          fields: ["subjectTenantCode", "subjectTenantRegion"],
          references: ["code", "region"],
        }),
        reference("contextUser", "User", { nullable: true, onDelete: "SetNull" }),
        reference("contextPost", "Post", { nullable: true, onDelete: "SetNull" }),
      ],
      arcs: [
        { name: "subject", targets: arcTargets("subject", "User", "Tenant"), checkName: "pins_subject_arc" },
        {
          name: "context",
          targets: arcTargets("context", "User", "Post"),
          isNullable: true,
          checkName: "pins_context_arc",
        },
      ],
    },
  );
  const tag = model("Tag", [field("id", "Uuid"), field("name", "String", { length: 20, unique: true })]);
  const title = view(
    "Title",
    [field("id", "Int"), field("title", "String", { length: 100 })],
    "select id, title from posts where title like 'it''s;%'",
    {
      documentation: "What's it called",
    },
  );
  // Its name comes before that of what it reads.
  const above = view(
    "Above",
    [field("id", "Int"), field("caption", "String", { length: 100, column: 'The "caption"' })],
    `select id, title as "The ""caption""" from titles`,
    {
      isMaterialized: true,
      key: ["id"],
      indexes: [{ name: "above_captions", fields: [{ name: "caption" }], where: "id > 1" }],
      documentation: "Kept",
    },
  );
  return schema([user, all, tenant, post, image, pin, tag, above, title], {
    enums: [enumeration("Role", ["reader", "EDITOR", "it's"]), enumeration("Unused", ["a"])],
    joinTables: [joinTable(post, tag), joinTable(user, post)],
  });
}
