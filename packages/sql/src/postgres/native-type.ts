/**
 * A type that a user names (`@db("varchar(40)")`) as `format_type` spells it, so that it compares with what is introspected.
 *
 * https://www.postgresql.org/docs/current/datatype.html, table 8.1: the aliases.
 */
export function canonicalNativeType(text: string): string {
  const match = /^\s*(.*?)\s*(\(.*?\))?\s*((?:with|without) time zone)?\s*(\[\])?\s*$/i.exec(text);
  const [, written = text, parameters = "", zone = "", list = ""] = match ?? [];
  const name = written.toLowerCase().replaceAll(/\s+/g, " ");
  const bare = parameters.replaceAll(/\s+/g, "");
  const isTime = /^time(stamp)?$/.test(name);
  if (isTime || /^time(stamp)?tz$/.test(name)) {
    const isZoned = name.endsWith("tz") || /^with /i.test(zone);
    return `${name.replace(/tz$/, "")}${bare} ${isZoned ? "with" : "without"} time zone${list}`;
  }
  const full = aliases[name] ?? name;
  if (full === "numeric" && /^\(\d+\)$/.test(bare)) return `numeric${bare.replace(")", ",0)")}${list}`;
  if (full === "character" && bare === "") return `character(1)${list}`;
  return full + bare + list;
}

const aliases: Readonly<Record<string, string>> = {
  int: "integer",
  int2: "smallint",
  int4: "integer",
  int8: "bigint",
  float: "double precision",
  float4: "real",
  float8: "double precision",
  bool: "boolean",
  decimal: "numeric",
  varchar: "character varying",
  char: "character",
  varbit: "bit varying",
};

/** The type without its limits: a cast to one with limits cuts values in silence. */
export function unlimitedNativeType(type: string): string {
  const list = type.endsWith("[]") ? "[]" : "";
  const bare = type.replace(/\[\]$/, "").replace(/\([^)]*\)/, "");
  // Without a length these are of length one.
  return ({ character: "bpchar", bit: "bit varying" }[bare] ?? bare) + list;
}
