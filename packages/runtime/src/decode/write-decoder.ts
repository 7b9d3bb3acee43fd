import { listOpenRelations } from "./list-open-relations.js";
import type { InstanceShape, JoinedChoice, ObjectShape, Property } from "./object-shape.js";

/** A decoder as code, which is JavaScript and, where its context tells the types, TypeScript too. */
export interface DecoderCode {
  /** An expression: a function that is a `LinkDecoder`. Uses `defineRow`. */
  readonly code: string;
  /** What `nodeOf` is asked for, by number. */
  readonly instances: readonly InstanceShape[];
  readonly root?: number;
}

/**
 * Writes the decoder of a shape: for each kind of object a class whose constructor assigns its properties in one fixed order: see
 * `defineRow`. Names enter the code as string literals and positions as numbers, nothing else does.
 *
 * @param isDecoded whether the values of a column are not yet right
 */
export function writeDecoder(shape: ObjectShape, isDecoded: (position: number) => boolean): DecoderCode {
  const instances: InstanceShape[] = [];
  const used = new Set<number>();
  const declarations: string[] = [];

  /** @param isNested the row came in a column, and its values are right already */
  function writeObject(object: ObjectShape, isNested = false): string {
    const { kind, properties } = object;
    const values = properties.map((property): [name: string, value: string] => {
      return [JSON.stringify(property.name), writeProperty(property, isNested)];
    });
    if (kind === undefined) {
      return values.length === 0 ? "{}" : `{ ${values.map(([name, value]) => `${name}: ${value}`).join(", ")} }`;
    }
    const number = instances.push({ kind, open: listOpenRelations(object) }) - 1;
    const kept = kind.kept.map(({ position }) => writeRead(position, isNested));
    const hasKept = kept.length > 0;
    const lines = [
      ...(hasKept ? [`this.#kept = [${kept.join(", ")}];`] : []),
      ...(object === shape ? [] : [`node${number}.siblings.members.push(this);`]),
      ...values.map(([name, value]) => `this[${name}] = ${value};`),
    ];
    declarations.push(
      `const node${number} = nodeOf(${number});`,
      `const Row${number} = defineRow(node${number}, class {`,
      `  #siblings = node${number}.siblings;`,
      ...(hasKept ? ["  #kept;"] : []),
      // Declared, they are as many as the engine makes room for in the instance itself.
      ...values.map(([name]) => `  [${name}];`),
      `  constructor(row = node${number}.row) {`,
      ...lines.map((line) => `    ${line}`),
      "  }",
      "  read() {",
      `    return { siblings: this.#siblings, kept: ${hasKept ? "this.#kept" : `node${number}.nothing`} };`,
      "  }",
      "});",
    );
    return `new Row${number}(row)`;
  }

  function writeProperty(property: Property, isNested: boolean): string {
    switch (property.kind) {
      case "column":
        return writeRead(property.position, isNested);
      case "list": {
        const rows = writeRead(property.position, isNested);
        return `nested.rows(${rows}, (row) => ${inParentheses(writeObject(property.shape, true))})`;
      }
      case "joined": {
        const choices = property.choices.map((choice) => {
          return `row[${choice.presence}] !== null ? ${writeChoice(choice, isNested)} : `;
        });
        return `${choices.join("")}null`;
      }
      case "object":
        return writeObject(property.shape, isNested);
      case "stitched":
        return "null";
    }
  }

  function writeChoice({ presence, shape: joined, isRow }: JoinedChoice, isNested: boolean): string {
    if (!isRow) return writeObject(joined, isNested);
    const row = writeRead(presence, isNested);
    return `nested.row(${row}, (row) => ${inParentheses(writeObject(joined, true))})`;
  }

  function writeRead(position: number, isNested: boolean): string {
    const value = `row[${position}]`;
    if (isNested || !isDecoded(position)) return value;
    used.add(position);
    return `${value} === null ? null : decode${position}(${value})`;
  }

  const result = inParentheses(writeObject(shape));
  const decoders = [...used].sort((a, b) => a - b).map((at) => `const decode${at} = decoderOf(${at});`);
  const lines = [...decoders, ...declarations, `return (rows) => rows.map((row) => ${result});`];
  const code = `(decoderOf, nodeOf, nested) => {\n  ${lines.join("\n  ")}\n}`;
  // An object's number follows those of what is in it.
  return { code, instances, ...(shape.kind === undefined ? {} : { root: instances.length - 1 }) };
}

/** Where a body is expected, braces would be those of a block. */
function inParentheses(expression: string): string {
  return expression.startsWith("{") ? `(${expression})` : expression;
}
