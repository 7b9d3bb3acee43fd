import type { ScalarName, ScalarType } from "@joinery/schema";
import type {
  Declaration,
  EnumDeclaration,
  MixinDeclaration,
  ModelFile,
  NamedType,
  TypeDeclaration,
  TypeReference,
} from "../ast.js";
import { findField, listAncestry, nameOfParent } from "./ancestors.js";
import { maxNesting, orderByDependency } from "./dependency-order.js";
import type { DependencyOrder } from "./dependency-order.js";
import { nameArcRelation } from "./naming.js";
import { isScalarName, isView } from "./program.js";
import type {
  Block,
  BlockDeclaration,
  BoundArc,
  BoundField,
  BoundModel,
  BoundObject,
  BoundType,
  FlatMembers,
  NamedDeclaration,
  Program,
  ProgramSymbol,
  RelationEnd,
} from "./program.js";
import { readTypeArguments } from "./type-arguments.js";

/**
 * Binds names to declarations over all files and lays mixins into their models. Reports nothing and never throws; the
 * rules judge what it found. The idea of a stage of its own is the TypeSpec compiler's.
 */
export function bind(files: readonly ModelFile[]): Program {
  const declared = declareNames(files);
  const { blocks, blockOf } = bindBlocks(files, declared.first);
  const objects = bindObjects(files, declared.first);
  const order = orderByDependency(blocks, (block) => block.mixins.map((mixin) => mixin.block));
  const members = flattenBlocks(order);

  const symbols = new Map<string, ProgramSymbol>();
  const models: DraftModel[] = [];
  const duplicateNames = new Set(declared.duplicates.map(({ declaration }) => declaration.name.text));
  for (const [name, declaration] of declared.first) {
    if (declaration.kind === "model" || declaration.kind === "view") {
      const flat = members.get(blockOf(declaration))!;
      const isIncomplete = flat.isIncomplete || duplicateNames.has(name);
      const model = draftModel(declaration, { ...flat, isIncomplete });
      models.push(model);
      symbols.set(name, model);
    } else if (declaration.kind === "mixin") symbols.set(name, blockOf(declaration) as Block<MixinDeclaration>);
    else if (declaration.kind === "type") symbols.set(name, objects.get(declaration)!);
    else symbols.set(name, declaration);
  }
  const inheritance = addParents(models, symbols);
  for (const model of models) addRelations(model, symbols);

  const enums = [...symbols.values()].filter((symbol): symbol is EnumDeclaration => symbol.kind === "enum");
  return {
    files,
    symbols,
    duplicates: declared.duplicates,
    fields: blocks.flatMap((block) => block.fields),
    parts: [...objects.values()].flatMap((object) => object.fields),
    blocks,
    mixinOrder: order,
    members,
    models,
    inheritance,
    enums,
    objects: [...objects.values()],
  };
}

function declareNames(files: readonly ModelFile[]): {
  readonly first: ReadonlyMap<string, NamedDeclaration>;
  readonly duplicates: Program["duplicates"];
} {
  const first = new Map<string, NamedDeclaration>();
  const duplicates: { declaration: NamedDeclaration; first: NamedDeclaration }[] = [];
  for (const declaration of files.flatMap((file) => file.declarations)) {
    if (declaration.kind === "query") continue;
    const earlier = first.get(declaration.name.text);
    if (earlier) duplicates.push({ declaration, first: earlier });
    else first.set(declaration.name.text, declaration);
  }
  return { first, duplicates };
}

function bindBlocks(files: readonly ModelFile[], names: ReadonlyMap<string, NamedDeclaration>) {
  const byDeclaration = new Map<BlockDeclaration, Block & { mixins: Block["mixins"] }>();
  for (const declaration of files.flatMap((file) => file.declarations)) {
    if (!isBlock(declaration)) continue;
    byDeclaration.set(declaration, { kind: "block", declaration, ...bindMembers(declaration, names), mixins: [] });
  }

  const blockOf = (declaration: BlockDeclaration): Block => byDeclaration.get(declaration)!;
  for (const block of byDeclaration.values()) {
    block.mixins = block.declaration.mixins.flatMap(({ text, span }) => {
      const mixin = names.get(text);
      return mixin?.kind === "mixin" ? [{ span, block: blockOf(mixin) }] : [];
    });
  }
  return { blocks: [...byDeclaration.values()], blockOf };
}

function isBlock(declaration: Declaration): declaration is BlockDeclaration {
  return declaration.kind === "model" || declaration.kind === "view" || declaration.kind === "mixin";
}

function bindObjects(files: readonly ModelFile[], names: ReadonlyMap<string, NamedDeclaration>) {
  const objects = new Map<TypeDeclaration, BoundObject>();
  for (const declaration of files.flatMap((file) => file.declarations)) {
    if (declaration.kind !== "type") continue;
    const members = bindMembers(declaration, names);
    const fieldsByName = nameFirst(members.fields);
    objects.set(declaration, { kind: "type", name: declaration.name.text, declaration, ...members, fieldsByName });
  }
  return objects;
}

function bindMembers(
  { members }: BlockDeclaration | TypeDeclaration,
  names: ReadonlyMap<string, NamedDeclaration>,
): Pick<Block, "fields" | "attributes"> {
  const fields = members
    .filter((member) => member.kind === "field")
    .map((field): BoundField => ({ name: field.name.text, declaration: field, type: bindType(field.type, names) }));
  return { fields, attributes: members.filter((member) => member.kind === "attribute") };
}

function bindType(reference: TypeReference, names: ReadonlyMap<string, NamedDeclaration>): BoundType {
  const alternatives = reference.alternatives.map((type) => bindNamed(type, names));
  const [only, ...others] = alternatives;
  return only !== undefined && others.length === 0 ? only : { kind: "arc", alternatives };
}

function bindNamed(type: NamedType, names: ReadonlyMap<string, NamedDeclaration>): BoundType {
  const name = type.name.text;
  if (isScalarName(name)) return bindScalar(name, type);
  const declaration = names.get(name);
  switch (declaration?.kind) {
    case undefined:
      return { kind: "unknown", type };
    case "model":
    case "view":
      return { kind: "model", name };
    case "enum":
    case "mixin":
      return { kind: declaration.kind, name };
    case "type":
      return { kind: "object", name };
  }
}

function bindScalar(name: ScalarName, type: NamedType): ScalarType {
  return { kind: "scalar", name, ...readTypeArguments(name, type.arguments) };
}

/** Mixins come before a block's own members, each once however often it is reached. */
function flattenBlocks({ order, depthOf }: DependencyOrder<Block>): Map<Block, FlatMembers> {
  const done = new Map<Block, FlatMembers>();
  for (const block of order) {
    // A mixin that is not done closes a cycle.
    const mixins = depthOf(block) > maxNesting ? [] : block.mixins.flatMap((mixin) => done.get(mixin.block) ?? []);
    const parts = [...mixins, block];
    const fields = nameFirst(parts.flatMap((part) => part.fields));
    const attributes = [...new Set(parts.flatMap((part) => part.attributes))];
    const { declaration } = block;
    const isIncomplete =
      declaration.isIncomplete === true ||
      mixins.length < declaration.mixins.length ||
      mixins.some((mixin) => mixin.isIncomplete);
    done.set(block, { fields: [...fields.values()], attributes, isIncomplete });
  }
  return done;
}

/** Of fields with one name the first. */
function nameFirst(fields: readonly BoundField[]): Map<string, BoundField> {
  const byName = new Map<string, BoundField>();
  for (const field of fields) if (!byName.has(field.name)) byName.set(field.name, field);
  return byName;
}

/** A model whose parent and relations are still to come: they need all models. */
interface DraftModel extends BoundModel {
  parent?: BoundModel;
  fields: readonly BoundField[];
  attributes: FlatMembers["attributes"];
  isIncomplete: boolean;
  fieldsByName: ReadonlyMap<string, BoundField>;
  relations: readonly RelationEnd[];
  relationsByName: ReadonlyMap<string, RelationEnd>;
  arcs: ReadonlyMap<BoundField, BoundArc>;
}

function draftModel(
  declaration: BoundModel["declaration"],
  { fields, attributes, isIncomplete }: FlatMembers,
): DraftModel {
  return {
    kind: "model",
    name: declaration.name.text,
    declaration,
    fields,
    attributes,
    isIncomplete,
    fieldsByName: byName(fields),
    relations: [],
    relationsByName: new Map(),
    arcs: new Map(),
  };
}

/**
 * Ties models to what they extend, as far as that comes to an end. What a parent has, its child does not have again: a mixin that
 * is in both is in the parent, and of two fields of one name the parent's counts.
 */
function addParents(
  models: readonly DraftModel[],
  symbols: ReadonlyMap<string, ProgramSymbol>,
): DependencyOrder<BoundModel> {
  const parentOf = (model: BoundModel): readonly BoundModel[] => {
    const symbol = symbols.get(nameOfParent(model)?.text ?? "");
    return symbol?.kind === "model" && !isView(symbol) ? [symbol] : [];
  };
  const inheritance = orderByDependency<BoundModel>(models, parentOf);
  const endless = new Set(inheritance.cycles.map(({ node }) => node));
  for (const model of inheritance.order as readonly DraftModel[]) {
    if (nameOfParent(model) === undefined) continue;
    const [parent] = parentOf(model);
    if (parent === undefined || endless.has(model) || inheritance.depthOf(model) > maxNesting) {
      model.isIncomplete = true;
      continue;
    }
    model.parent = parent;
    model.isIncomplete ||= parent.isIncomplete;
    const ancestry = [...listAncestry(parent)];
    const attributes = new Set(ancestry.flatMap((each) => each.attributes));
    model.fields = model.fields.filter(({ name }) => findField(parent, name) === undefined);
    model.fieldsByName = byName(model.fields);
    model.attributes = model.attributes.filter((attribute) => !attributes.has(attribute));
  }
  return inheritance;
}

function byName<Item extends { readonly name: string }>(items: readonly Item[]): ReadonlyMap<string, Item> {
  return new Map(items.map((item) => [item.name, item]));
}

function addRelations(model: DraftModel, symbols: ReadonlyMap<string, ProgramSymbol>): void {
  const arcs = new Map<BoundField, BoundArc>();
  const byName = new Map<string, RelationEnd>();
  for (const field of model.fields) {
    const { isList, isNullable } = field.declaration.type;
    if (field.type.kind === "arc") {
      const ends: RelationEnd[] = [];
      const arc: BoundArc = { field, isNullable, ends };
      arcs.set(field, arc);
      for (const target of field.type.alternatives.flatMap((type) => modelOf(type, symbols) ?? [])) {
        const name = nameArcRelation(field.name, target.name);
        // That a name is taken is for a rule to say.
        if (model.fieldsByName.has(name) || byName.has(name)) continue;
        const end: RelationEnd = {
          kind: "relation",
          name,
          model,
          target,
          field,
          isList: false,
          isNullable: true,
          arc,
        };
        ends.push(end);
        byName.set(name, end);
      }
    } else {
      const target = modelOf(field.type, symbols);
      if (target === undefined) continue;
      byName.set(field.name, { kind: "relation", name: field.name, model, target, field, isList, isNullable });
    }
  }
  model.arcs = arcs;
  model.relations = [...byName.values()];
  model.relationsByName = byName;
}

function modelOf(type: BoundType, symbols: ReadonlyMap<string, ProgramSymbol>): BoundModel | undefined {
  const symbol = type.kind === "model" ? symbols.get(type.name) : undefined;
  return symbol?.kind === "model" ? symbol : undefined;
}
