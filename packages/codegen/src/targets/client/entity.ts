import { hardLine, type Layout } from "../../layout.js";
import { type ImportSymbol, runtimeType, runtimeValue } from "../../import-symbol.js";
import {
  printBody,
  printDocumentation,
  printObjectType,
  printParameters,
  printProperty,
} from "../../typescript-code.js";
import { storedType } from "./field-type.js";
import { relationKind, useTarget, type ModelContext } from "./model-context.js";
import { listWrittenRelations } from "./parent-demands.js";

/**
 * The class of a model's rows: its own columns, but for the hidden ones. What it inherits comes with its parent's class. Nobody
 * makes or changes a row of a view.
 */
export function printEntity(context: ModelContext): Layout {
  const { file, model, symbols, own } = context;
  const parent = model.extends ? symbols.models.get(model.extends.model)!.entity : runtimeValue("Entity");
  const fields = model.fields
    .filter(({ isHidden, inheritedFrom }) => !isHidden && inheritedFrom === undefined)
    .map((field) =>
      printProperty(field.name, storedType(file, symbols, field), {
        documentation: field.documentation,
        modifier: model.view ? "declare readonly " : "declare ",
      }),
    );
  const members = [...fields, ...printLoad(context, parent)];
  const construction = [
    model.view ? "protected constructor" : "constructor",
    printParameters(model.view ? [] : [["values: ", printConstructed(context)]]),
    " ",
    printBody([model.view ? "super();" : "super(values);"]),
  ];
  return [
    printDocumentation(model.documentation),
    `export class ${own.entity.name} extends ${file.use(parent)} `,
    printBody([...members, [members.length > 0 ? hardLine : "", construction]]),
  ];
}

/** What an object is made of: its values, and the objects that it has to do with, which a session inserts with it. */
function printConstructed(context: ModelContext): Layout {
  const { model, models, own } = context;
  const related = listWrittenRelations(model, models).map((relation) => {
    const kind = relationKind(relation);
    const target = useTarget(context, relation, "entity");
    return `${relation.name}?: ${target}${kind === "many" ? "[]" : kind === "maybe" ? " | null" : ""}`;
  });
  return related.length === 0 ? own.values.name : [`${own.values.name} & `, printObjectType(related)];
}

/**
 * What loads relations later; of a model without any there is nothing to load. An instance stands where one of its parent is expected,
 * which has a relation to each model that extends it: so it takes what that takes too, for the compiler.
 */
function printLoad({ file, model, own }: ModelContext, parent: ImportSymbol): readonly Layout[] {
  if (model.relations.length === 0) return [];
  const load = `${file.use(runtimeType("Load"))}<${own.types.name}>`;
  const inherited = model.extends ? ` & ${file.use(parent)}["load"]` : "";
  return [`declare readonly load: ${load}${inherited};`];
}

/** The fields that are read only when they are selected by name. */
export function printHidden({ file, model, symbols, own }: ModelContext): Layout {
  const fields = model.fields
    .filter(({ isHidden }) => isHidden)
    .map((field) =>
      printProperty(field.name, storedType(file, symbols, field), { documentation: field.documentation }),
    );
  return [
    printDocumentation(`What \`${model.name}\` holds that is only read by name, with \`select\`.`),
    `export interface ${own.hidden.name} `,
    printBody(fields),
  ];
}
