import { isJsonOperator, type ChangeOperator } from "@joinery/sql";
import type { FieldMetadata } from "../../metadata/field-metadata.js";
import type { ModelMetadata } from "../../metadata/metadata.js";
import type { ArgumentPath } from "../argument-path.js";
import { readJsonOperator, writeJsonOperand } from "./read-json-edits.js";
import { isPlain, refuse, refuseName, refuseUndefined } from "../refuse.js";

/** What becomes of a value that is not just replaced; `set` is what a value alone says too. */
export type Operator = ChangeOperator | "set";

/** Of the fields that change, those that say how. */
export type Operators = ReadonlyMap<FieldMetadata, Operator>;

const numberOperators: readonly Operator[] = ["increment", "decrement", "multiply", "divide", "set"];
const listOperators: readonly Operator[] = ["append", "prepend", "set"];
const none: readonly Operator[] = [];

/** What can be done to a value of the field where it is. No value of such a field is an object of names, so none looks like an operator. For JSON see `readJsonOperator`. */
export function operatorsOf({ type, isList }: FieldMetadata): readonly Operator[] {
  if (isList) return listOperators;
  const { scalar } = type;
  const isNumber = scalar === "Int" || scalar === "BigInt" || scalar === "Float" || scalar === "Decimal";
  return isNumber ? numberOperators : none;
}

/** The operators among the values of a change, if there are any. @throws InvalidArgument */
export function readOperators(
  data: unknown,
  fields: readonly FieldMetadata[],
  path: ArgumentPath,
): Operators | undefined {
  let operators: Map<FieldMetadata, Operator> | undefined;
  for (const field of fields) {
    const value = (data as Readonly<Record<string, unknown>>)[field.name];
    const operator = readOperator(value, field, [...path, field.name]);
    if (operator !== undefined) (operators ??= new Map()).set(field, operator);
  }
  return operators;
}

/** @returns undefined for a value alone. @throws InvalidArgument for an object that is no operator and its operand */
export function readOperator(value: unknown, field: FieldMetadata, path: ArgumentPath): Operator | undefined {
  if (!isPlain(value)) return undefined;
  const edits = readJsonOperator(value, field, path);
  if (edits !== undefined) return edits;
  const known = operatorsOf(field);
  if (known.length === 0) return undefined;
  const [name, ...others] = Object.keys(value);
  if (name === undefined || others.length > 0) refuse(path, `Say a value, or one of ${known.join(", ")}.`);
  const operator = known.find((each) => each === name);
  const place = [...path, name];
  if (operator === undefined) refuseName(place, `A change of ${field.name}`, known);
  if (value[name] === undefined) refuseUndefined(place);
  return operator;
}

/** @throws InvalidArgument for what nothing can be changed by, whatever the type of the field */
export function checkOperand(operand: unknown, operator: ChangeOperator, path: ArgumentPath): unknown {
  if (operand === null) refuse(path, "Expected a value, got null.");
  if (typeof operand === "number" && !Number.isFinite(operand)) refuse(path, "Expected a finite number.");
  if (operator === "divide" && isZero(operand)) refuse(path, "Nothing can be divided by zero.");
  return operand;
}

/** The operator where it needs the value that is there. */
export function changeOperatorOf(operators: Operators | undefined, field: FieldMetadata): ChangeOperator | undefined {
  const operator = operators?.get(field);
  return operator === "set" ? undefined : operator;
}

/** Where in the data of a change that is said. */
export function placeOfOperand(field: FieldMetadata, operator: Operator | undefined): ArgumentPath {
  return operator === undefined || isJsonOperator(operator) ? [field.name] : [field.name, operator];
}

/** What is said of a field, out of its operator. */
export function operandOf(value: unknown, operator: Operator | undefined, field: FieldMetadata): unknown {
  if (isJsonOperator(operator)) return writeJsonOperand(value, field);
  return operator === undefined ? value : (value as Readonly<Record<string, unknown>>)[operator];
}

/** @throws InvalidArgument for a key: rows are found by it while they are written */
export function refuseChangedKey(field: FieldMetadata, model: ModelMetadata, path: ArgumentPath): void {
  const isKey = model.primaryKey.includes(field) || model.relations.some(({ fields }) => fields.includes(field));
  if (isKey) refuse(path, `Rows are found by ${field.name} while relations are written: say its new value.`);
}

function isZero(operand: unknown): boolean {
  return operand === 0 || operand === 0n || (typeof operand === "string" && /^-?[0.]+$/.test(operand));
}
