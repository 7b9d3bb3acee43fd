import { operandTypeOf } from "@joinery/sql";
import type { FieldMetadata } from "../../metadata/field-metadata.js";
import type { ArcMetadata, ModelMetadata, RelationMetadata } from "../../metadata/metadata.js";
import { maxDepth, type ArgumentPath } from "../argument-path.js";
import { checkValue, type ValueReader } from "./check-value.js";
import { isOptional, refuseUnwritable } from "./read-data.js";
import { checkOperand, operandOf, placeOfOperand, readOperator, refuseChangedKey } from "./read-operators.js";
import { readRelationWrites, type DataPlace, type RowReaders } from "./read-relation-writes.js";
import { readObject, refuse, refuseName, refuseUndefined } from "../refuse.js";
import { copyValues, type RowSet, type Values, type WrittenRow } from "./row-set.js";

/** Reads the data of a new row, and of all rows that go with it, into a set. @throws InvalidArgument */
export function readNewRow(value: unknown, set: RowSet, place: DataPlace, reader: ValueReader): WrittenRow {
  const values = copyValues();
  const row: WrittenRow = { path: place.path, values, known: values };
  const tied = readMembers(value, row, set, place, "create", reader);
  requireValues(row, tied, set.model);
  return row;
}

/** Reads what is changed of a row, and of the rows that belong to it, into a set. @throws InvalidArgument */
export function readChangedRow(value: unknown, set: RowSet, place: DataPlace, reader: ValueReader): WrittenRow {
  const row: WrittenRow = { path: place.path, values: copyValues(), known: copyValues() };
  readMembers(value, row, set, place, "update", reader);
  return row;
}

const rowReaders: RowReaders = { readNewRow, readChangedRow };

/** The fields that relations set, of the row itself and of the one around it. */
function readMembers(
  value: unknown,
  row: WrittenRow,
  set: RowSet,
  { path, through }: DataPlace,
  use: "create" | "update",
  reader: ValueReader,
): ReadonlySet<FieldMetadata> {
  if (path.length > maxDepth) refuse(path.slice(0, 4), `Data nests at most ${maxDepth} deep.`);
  const { model } = set;
  const data = readObject(value, path, `an object with the values of a ${model.name}`);
  set.rows.push(row);
  const tied = new Set(through?.relation.kind === "inverse" ? through.references : []);
  for (const name of Object.keys(data)) {
    const place = [...path, name];
    const member = model.members.get(name);
    if (data[name] === undefined) refuseUndefined(place);
    if (member === undefined) refuseName(place, model.name, model.members.keys());
    if (member.kind === "relation") {
      if (isWayBack(member, through)) refuse(place, `${name} is the row around this one. Leave it out.`);
      if (readRelationWrites(data[name], member, { row, set, path: place, use }, rowReaders, reader))
        tie(member, tied, data, place);
    } else if (member.kind === "arc") {
      const [relation, target] = readArc(data[name], member, place);
      if (readRelationWrites(target, relation, { row, set, path: place, use }, rowReaders, reader))
        tie(relation, tied, data, place);
      if (use === "update") clearOthers(member, relation, row.values);
    } else {
      refuseUnwritable(member, place);
      if (tied.has(member) && through?.references.includes(member)) {
        refuse(place, `${name} is the key of the row around this one. Leave it out.`);
      }
      if (use === "update") readChange(data[name], member, row, model, place, reader);
      else row.values[name] = readValue(data[name], member, place, reader);
    }
  }
  return tied;
}

function readValue(value: unknown, field: FieldMetadata, path: ArgumentPath, reader: ValueReader): unknown {
  checkValue(value, reader.encoderOf(field, "store"), path);
  if (value === null && !field.isNullable) refuse(path, `${field.name} is never null.`);
  return value;
}

function readChange(
  value: unknown,
  field: FieldMetadata,
  row: WrittenRow,
  model: ModelMetadata,
  path: ArgumentPath,
  reader: ValueReader,
): void {
  const operator = readOperator(value, field, path);
  const operand = operandOf(value, operator, field);
  const place = [...path.slice(0, -1), ...placeOfOperand(field, operator)];
  if (operator === undefined || operator === "set") {
    row.values[field.name] = readValue(operand, field, place, reader);
    return;
  }
  refuseChangedKey(field, model, path);
  checkOperand(operand, operator, place);
  // A factor may have more digits than the field.
  const use = operandTypeOf(operator, field.type) === field.type ? "store" : "compare";
  // Parts of a value object were checked as they were read.
  if (field.type.scalar !== "Object") checkValue(operand, reader.encoderOf(field, use), place);
  row.values[field.name] = operand;
  (row.operators ??= new Map()).set(field, operator);
}

/** A relation that sets a key of its own row does so alone; a part of it that other relations share may be given. */
function tie(relation: RelationMetadata, tied: Set<FieldMetadata>, data: Readonly<Values>, path: ArgumentPath): void {
  if (relation.relation.kind !== "owning") return;
  if (relation.fields.every(({ name }) => Object.hasOwn(data, name))) {
    const names = relation.fields.map(({ name }) => name).join(" and ");
    refuse(path, `Say either ${relation.name} or ${names}.`);
  }
  for (const field of relation.fields) tied.add(field);
}

function isWayBack(relation: RelationMetadata, through: RelationMetadata | undefined): boolean {
  return through?.relation.kind === "inverse" && through.relation.inverse === relation.name;
}

/** Of an arc one target at a time. */
function readArc(value: unknown, arc: ArcMetadata, path: ArgumentPath): readonly [RelationMetadata, unknown] {
  const choice = readObject(value, path, `an object with one of ${[...arc.targets.keys()].join(", ")}`);
  const [name, ...others] = Object.keys(choice);
  if (name === undefined || others.length > 0) {
    refuse(path, `${arc.name} leads to one row: say one of ${[...arc.targets.keys()].join(", ")}.`);
  }
  const relation = arc.targets.get(name);
  if (relation === undefined) refuseName([...path, name], arc.name, arc.targets.keys());
  return [relation, choice[name]];
}

/** What an arc leads to now, it no longer leads to by its other relations. */
function clearOthers({ targets }: ArcMetadata, chosen: RelationMetadata, values: Values): void {
  for (const relation of targets.values()) {
    if (relation === chosen) continue;
    for (const { name } of relation.fields) values[name] = null;
  }
}

function requireValues({ path, values }: WrittenRow, tied: ReadonlySet<FieldMetadata>, model: ModelMetadata): void {
  for (const field of model.fields) {
    if (isOptional(field) || tied.has(field) || Object.hasOwn(values, field.name)) continue;
    const way = model.relations.find(({ relation, fields }) => relation.kind === "owning" && fields.includes(field));
    const or = way === undefined ? "" : ` Give it, or say ${way.name}.`;
    refuse([...path, field.name], `A new ${model.name} needs this value.${or}`);
  }
}
