import type { DefaultValue, Field, Schema, TableName } from "@joinery/schema";
import {
  storedDefault,
  valueTypeOf,
  withoutLimits,
  type AggregateFunction,
  type JsonStep,
  type ObjectPart,
  type ValueType,
} from "@joinery/sql";

/** A value that a model stores, or a part of one. */
export interface FieldMetadata {
  readonly kind: "field";
  readonly name: string;
  readonly column: string;
  /** The model whose table has the column, where that is not the field's own model but one it extends. */
  readonly home?: Home;
  readonly type: ValueType;
  /** `type` without the list. */
  readonly elementType: ValueType;
  readonly isList: boolean;
  readonly isNullable: boolean;
  readonly isHidden: boolean;
  readonly isUpdatedAt: boolean;
  /** One more by every change that is made here. */
  readonly isVersion: boolean;
  /** The database computes it. */
  readonly isGenerated: boolean;
  /** An index ends with it in descending order: what is alike in it, an index has in the order of keys. */
  readonly isIndexedDescending?: true;
  readonly default?: DefaultValue;
  /** The way to it through the JSON of its column, where it is a part of a value object. */
  readonly steps?: readonly JsonStep[];
  /** Its parts, where it is a value object; of a list, those of each element. */
  readonly object?: ObjectMetadata;
  /** One element, where it is a list of scalars in JSON. */
  readonly element?: FieldMetadata;
  /** It is no value of one row, but computed of many. */
  readonly aggregate?: AggregateMetadata;
}

export interface AggregateMetadata {
  readonly function: AggregateFunction;
  /** Absent for the number of rows. */
  readonly of?: FieldMetadata;
}

/** The table of a model that another extends, and its key, which is the other's too. */
export interface Home {
  readonly name: string;
  readonly table: TableName;
  readonly primaryKey: readonly FieldMetadata[];
}

/** A value object, by its parts. */
export interface ObjectMetadata {
  readonly name: string;
  readonly members: ReadonlyMap<string, FieldMetadata>;
}

/**
 * @param home see `FieldMetadata.home`
 * @param isOfView what is read of it is whatever its query gives
 */
export function prepareField(field: Field, schema: Schema, home: Home | undefined, isOfView: boolean): FieldMetadata {
  const type: ValueType = { ...valueTypeOf(field, schema), ...(isOfView && { isLoose: true }) };
  const place: Place = { column: field.column, ...(home === undefined ? {} : { home }) };
  return {
    kind: "field",
    name: field.name,
    ...place,
    type,
    elementType: valueTypeOf({ type: field.type }, schema),
    isList: field.isList ?? false,
    isNullable: field.isNullable ?? false,
    isHidden: field.isHidden ?? false,
    isUpdatedAt: field.isUpdatedAt ?? false,
    isVersion: field.isVersion ?? false,
    isGenerated: field.generated !== undefined,
    ...(field.default === undefined ? {} : { default: field.default }),
    ...prepareObject(type, place, []),
  };
}

/** A column, and in which table. */
type Place = Pick<FieldMetadata, "column" | "home">;

/** Under what the elements of a list in JSON are found, once they are rows: see `json-elements` of a statement. */
const element: Place = { column: "value" };

/**
 * The parts of a value object as fields, each with the way to it from a column; of a list, from the column of an element. Made when
 * they are first asked for: a type may be made of itself.
 */
function prepareObject(type: ValueType, place: Place, steps: readonly JsonStep[]): Pick<FieldMetadata, "object"> {
  if (type.object === undefined) return {};
  const { name, parts } = type.object;
  const [root, way] = type.isObjectList ? [element, []] : [place, steps];
  let members: ReadonlyMap<string, FieldMetadata> | undefined;
  return {
    object: {
      name,
      get members() {
        return (members ??= new Map(parts.map((part) => [part.name, preparePart(part, root, way)])));
      },
    },
  };
}

/** Whether nothing may be there in the database: a part may have been added to its type after the row was written. */
export function mayBeNull({ isNullable, steps }: FieldMetadata): boolean {
  return isNullable || steps !== undefined;
}

function preparePart(part: ObjectPart, place: Place, before: readonly JsonStep[]): FieldMetadata {
  const { name, isNullable } = part;
  const missing = storedDefault(part);
  const step: JsonStep = { name, isNullable, ...(missing === undefined ? {} : { default: JSON.stringify(missing) }) };
  const steps = [...before, step];
  // Values of other days need not be within the limits of today, and are compared all the same.
  const type = withoutLimits(part.type);
  const { isList, isObjectList: _, ...elementType } = type;
  const field = {
    kind: "field",
    name,
    ...place,
    type,
    elementType,
    isList: (isList ?? type.isObjectList) === true,
    isNullable,
    isHidden: false,
    isUpdatedAt: false,
    isVersion: false,
    isGenerated: false,
    steps,
  } as const;
  if (!isList) return { ...field, ...prepareObject(type, place, steps) };
  const { home: _home, ...single } = { ...field, type: elementType, isList: false, isNullable: false, steps: [] };
  return { ...field, element: { ...single, ...element } };
}
