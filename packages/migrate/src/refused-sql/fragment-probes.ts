import { takeOwnPart, type Field, type FragmentAddress, type Index, type Model } from "@joinery/schema";

/** A model to make a table of, and what it is to show. */
export interface Probe {
  readonly address: FragmentAddress;
  /** With this fragment and no other. */
  readonly model: Model;
  /** The fragment's text, where it is one text. */
  readonly sql?: string;
}

/** For each fragment of a model that is for this dialect a table with it alone; last, one with all of them. */
export function listProbes(model: Model, dialect: string): readonly Probe[] {
  const isMeant = (fragment: { readonly dialect?: string }) => (fragment.dialect ?? dialect) === dialect;
  const own = takeOwnPart(model);
  const plain = stripModel(own);
  const withField = (field: Field): Model => ({
    ...plain,
    fields: plain.fields.map((each) => (each.name === field.name ? field : each)),
  });

  const probes: Probe[] = [];
  for (const field of own.fields) {
    const bare = stripField(field);
    for (const native of field.nativeTypes?.filter(isMeant) ?? []) {
      const typed = withField({ ...bare, nativeTypes: [native] });
      probes.push({ address: { holder: native, part: "type" }, model: typed, sql: native.type });
    }
    const { generated, default: value } = field;
    // What is computed may be so only from the type that the column will have.
    const typed = { ...bare, ...(field.nativeTypes && { nativeTypes: field.nativeTypes }) };
    const computing =
      generated && ([generated, ...(generated.others ?? [])].find((each) => each.dialect === dialect) ?? generated);
    if (computing !== undefined && isMeant(computing)) {
      const model = withField({ ...typed, generated: { sql: computing.sql, isStored: computing.isStored } });
      probes.push({ address: { holder: computing, part: "generated" }, model, sql: computing.sql });
    }
    const own = field.sqlDefaults?.find(isMeant);
    if (own !== undefined) {
      const model = withField({ ...typed, default: { kind: "sql", sql: own.sql } });
      probes.push({ address: { holder: own, part: "default" }, model, sql: own.sql });
    } else if (value?.kind === "sql") {
      const model = withField({ ...typed, default: value });
      probes.push({ address: { holder: field, part: "default" }, model, sql: value.sql });
    }
  }
  for (const check of model.checks?.filter(isMeant) ?? []) {
    probes.push({ address: { holder: check, part: "check" }, model: { ...plain, checks: [check] }, sql: check.sql });
  }
  for (const index of model.indexes.filter((each) => isMeant(each) && !isPlain(each))) {
    probes.push(...listIndexProbes(index, plain));
  }
  const { fields, uniques, indexes, checks = [] } = own;
  const whole = { ...plain, fields, uniques, indexes, checks };
  return probes.length === 0 ? [] : [...probes, { address: { holder: model, part: "model" }, model: whole }];
}

/** Its condition and its expression each in an index that is otherwise simple, then all of it. */
function listIndexProbes(index: Index, plain: Model): readonly Probe[] {
  const { name, expression, where } = index;
  const withIndex = (each: Index): Model => ({ ...plain, indexes: [each] });
  const probes: Probe[] = [];
  if (where !== undefined) {
    const fields = (plain.primaryKey?.fields ?? []).map((field) => ({ name: field }));
    probes.push({ address: { holder: index, part: "where" }, model: withIndex({ name, fields, where }), sql: where });
  }
  if (expression !== undefined) {
    const { sql } = expression;
    const model = withIndex({ name, fields: [], expression: { sql } });
    probes.push({ address: { holder: index, part: "expression" }, model, sql });
  }
  return [...probes, { address: { holder: index, part: "index" }, model: withIndex(index) }];
}

function isPlain({ expression, where, method, include, fields }: Index): boolean {
  const hasOperators = fields.some(({ operatorClass }) => operatorClass !== undefined);
  return (
    expression === undefined && where === undefined && method === undefined && include === undefined && !hasOperators
  );
}

/** The table with the types of its columns and its key, and nothing that is somebody's own SQL or leads elsewhere. */
export function stripModel({ name, accessor, fields, primaryKey, table }: Model): Model {
  return {
    name,
    accessor,
    // In no schema of the database.
    table: { name: table.name },
    fields: fields.map(stripField),
    relations: [],
    ...(primaryKey && { primaryKey }),
    uniques: [],
    indexes: [],
  };
}

function stripField({ name, column, type, isList, isNullable }: Field): Field {
  return { name, column, type, ...(isList && { isList }), ...(isNullable && { isNullable }) };
}
