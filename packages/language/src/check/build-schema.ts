import { omitIgnored, type EnumDefinition, type Schema } from "@joinery/schema";
import type { EnumDeclaration } from "../ast.js";
import { buildJoinTables } from "./build-join-tables.js";
import { inheritMembers } from "./inherit-members.js";
import { buildModel } from "./build-model.js";
import { createTableNames, readSchemaName } from "./build-names.js";
import { buildTypes } from "./build-types.js";
import type { BuiltSchema, NameSpace, NameUse } from "./built-schema.js";
import { FragmentPlaces } from "./fragment-places.js";
import { joinIdentifier } from "./identifier.js";
import type { Keys } from "./keys.js";
import { nameEnum } from "./naming.js";
import type { Naming } from "./naming.js";
import type { Program } from "./program.js";
import { readBlockAttributes, readFieldAttribute } from "./read-attribute.js";
import { listQueries, readQuery } from "./queries/read-query.js";
import { silentReporter } from "./reporter.js";
import type { RelationRoles } from "./relation-role.js";

/**
 * Builds the schema from what was settled, and tells how many models it has built. Total: leaves out what a mistake keeps
 * from being known.
 */
export function buildSchema(
  program: Program,
  roles: RelationRoles,
  keys: Keys,
  naming: Naming,
  onBuilt: (models: number) => void,
): BuiltSchema {
  const names = new Map<NameSpace, NameUse[]>();
  const note = (use: NameUse) => {
    const known = names.get(use.space);
    if (known) known.push(use);
    else names.set(use.space, [use]);
  };
  const places = new FragmentPlaces();
  const tables = createTableNames(naming);
  const joinTables = buildJoinTables(program.models, roles, keys, tables, note);
  const enums = program.enums.map((declaration) => buildEnum(declaration, naming, note));
  const context = { program, roles, keys, tables, joinTables, note, places };
  const own = program.models.map((model, index) => {
    const built = buildModel(model, context);
    onBuilt(index + 1);
    return built;
  });
  const models = inheritMembers(own, program.inheritance.order);
  for (const [index, { declaration }] of program.models.entries()) {
    places.note({ holder: models[index]!, part: "model" }, declaration.name.span);
  }
  const types = buildTypes(program);
  const schema: Schema = {
    enums,
    models,
    joinTables: [...joinTables.values()].map((built) => built.joinTable),
    ...(types.length > 0 && { types }),
  };
  const built = {
    modelsByName: indexByName(models),
    clientModels: indexByName(omitIgnored(schema).models),
    typesByName: indexByName(types),
  };
  const queries = listQueries(program.files).flatMap((declaration) => {
    const query = readQuery(declaration, program, built, silentReporter);
    if (query === undefined) return [];
    places.note({ holder: query, part: "query" }, declaration.name.span);
    return [query];
  });
  return { schema: queries.length === 0 ? schema : { ...schema, queries }, names, places, ...built };
}

function indexByName<Item extends { readonly name: string }>(items: readonly Item[]): ReadonlyMap<string, Item> {
  return new Map(items.map((item) => [item.name, item]));
}

function buildEnum(declaration: EnumDeclaration, naming: Naming, note: (use: NameUse) => void): EnumDefinition {
  const name = declaration.name.text;
  const [map] = readBlockAttributes(declaration.attributes, "map");
  const databaseName = map?.values.name?.value ?? joinIdentifier(nameEnum(name, naming));
  const schema = readSchemaName(declaration.attributes);
  note({
    space: "type",
    owner: name,
    name: databaseName,
    ...schema,
    span: declaration.name.span,
    describe: () => `the enum \`${name}\``,
  });
  const members = uniqueByName(declaration.members).map((member) => {
    const value = readFieldAttribute(member.attributes, "map")?.values.name?.value ?? member.name.text;
    const describe = () => `the member \`${name}.${member.name.text}\``;
    note({ space: "enum value", owner: name, name: value, span: member.name.span, describe });
    return { name: member.name.text, databaseName: value, ...documented(member) };
  });
  return { name, ...schema, databaseName, members, ...documented(declaration) };
}

function uniqueByName<Item extends { readonly name: { readonly text: string } }>(items: readonly Item[]): Item[] {
  const seen = new Set<string>();
  return items.filter(({ name }) => !seen.has(name.text) && seen.add(name.text));
}

function documented({ documentation }: { readonly documentation?: string }) {
  return documentation === undefined ? {} : { documentation };
}
