"use strict";

/** @import { Field, Model, Relation, ScalarName, Schema } from "../../../packages/schema/src/index.js" */

/**
 * A schema of any size whose models all look alike: eleven fields (one hidden, one an enum), two relations to one (one
 * of them may be absent) and their two inverses. Models are related, and share an enum, within groups of ten: so a query can go to any
 * depth while what it touches stays the same however many models there are.
 *
 * @param {number} count
 * @returns {Schema}
 */
function createSyntheticSchema(count) {
  const numbers = Array.from({ length: count }, (_, index) => index);
  return {
    enums: numbers
      .filter((number) => number % 10 === 0)
      .map((number) => ({
        name: `Role${number / 10}`,
        databaseName: `role_${number / 10}`,
        members: ["READER", "EDITOR", "ADMIN"].map((name) => ({ name, databaseName: name })),
      })),
    models: numbers.map(createModel),
    joinTables: [],
  };
}

/** @param {number} number @returns {Model} */
function createModel(number) {
  const group = Math.floor(number / 10) * 10;
  /** @param {number} step */
  const neighbour = (step) => `Item${group + ((number - group + step) % 10)}`;
  const table = `items_${number}`;
  return {
    name: `Item${number}`,
    accessor: `items${number}`,
    table: { name: table },
    fields: [
      { ...scalar("id", "Int"), default: { kind: "autoincrement" } },
      scalar("email", "String"),
      { ...scalar("secret", "String"), isHidden: true },
      { ...scalar("name", "String"), isNullable: true },
      { ...scalar("isActive", "Boolean"), default: { kind: "literal", value: true } },
      {
        name: "role",
        column: "role",
        type: { kind: "enum", name: `Role${group / 10}` },
        default: { kind: "member", name: "READER" },
      },
      { ...scalar("createdAt", "DateTime"), default: { kind: "now" } },
      scalar("score", "Int"),
      scalar("title", "String"),
      { ...scalar("parentId", "Int"), isImplied: true },
      { ...scalar("ownerId", "Int"), isImplied: true, isNullable: true },
    ],
    relations: [
      owning("parent", neighbour(1), "parentId", "children", `${table}_parent`),
      { ...owning("owner", neighbour(3), "ownerId", "owned", `${table}_owner`), isNullable: true },
      inverse("children", neighbour(9), "parentId", "parent"),
      inverse("owned", neighbour(7), "ownerId", "owner"),
    ],
    primaryKey: { name: `${table}_pkey`, fields: ["id"] },
    uniques: [{ name: `${table}_email_key`, fields: ["email"] }],
    indexes: [],
  };
}

/** @param {string} name @param {ScalarName} type @returns {Field} */
function scalar(name, type) {
  const column = name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return { name, column, type: { kind: "scalar", name: type } };
}

/** @param {string} name @param {string} target @param {string} field @param {string} back @param {string} key */
function owning(name, target, field, back, key) {
  return /** @type {const} */ ({
    kind: "owning",
    cardinality: "one",
    name,
    target,
    fields: [field],
    references: ["id"],
    inverse: back,
    foreignKey: { name: `${key}_fkey`, onDelete: "Cascade", onUpdate: "Cascade" },
  });
}

/** @param {string} name @param {string} target @param {string} field @param {string} back @returns {Relation} */
function inverse(name, target, field, back) {
  return { kind: "inverse", cardinality: "many", name, target, fields: ["id"], references: [field], inverse: back };
}

module.exports = { createSyntheticSchema };
