import type { ValueObject, ValueObjectField } from "@joinery/schema";
import { readDefault } from "./default-value.js";
import { orderByDependency } from "./dependency-order.js";
import { isFieldType } from "./program.js";
import type { BoundField, BoundObject, Program } from "./program.js";
import { readVariants } from "./read-variants.js";
import { readValidators } from "./validators.js";

/** The value objects, each after those it is made of where there is no circle. */
export function buildTypes({ objects, symbols }: Program): readonly ValueObject[] {
  const declared = objects.filter((object) => symbols.get(object.name) === object);
  const { order } = orderByDependency(declared, ({ fields }) =>
    fields.flatMap(({ type }) => {
      const symbol = type.kind === "object" ? symbols.get(type.name) : undefined;
      return symbol?.kind === "type" ? symbol : [];
    }),
  );
  return order.map((object) => buildType(object, symbols));
}

function buildType({ name, declaration, fieldsByName }: BoundObject, symbols: Program["symbols"]): ValueObject {
  const { documentation } = declaration;
  return {
    name,
    fields: [...fieldsByName.values()].flatMap((field) => buildPart(field, symbols) ?? []),
    ...(documentation !== undefined && { documentation }),
  };
}

function buildPart({ name, type, declaration }: BoundField, symbols: Program["symbols"]): ValueObjectField | undefined {
  if (!isFieldType(type)) return undefined;
  const { attributes, documentation } = declaration;
  const { isList, isNullable } = declaration.type;
  const made = readVariants(attributes, "default").plain?.values.value;
  const { value } = made ? readDefault(made.value, { type, isList, symbols, isConstant: true }) : {};
  const { validators } = readValidators(attributes, type);
  return {
    name,
    type,
    ...(isList && { isList }),
    ...(isNullable && { isNullable }),
    ...(value && { default: value }),
    ...(validators.length > 0 && { validators }),
    ...(documentation !== undefined && { documentation }),
  };
}
