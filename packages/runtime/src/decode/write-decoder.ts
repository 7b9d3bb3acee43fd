import { listOpenRelations } from "./list-open-relations.js";
import type {
  ColumnDecoders,
  CompiledShape,
  DecoderParts,
  InstanceShape,
  JoinedChoice,
  ObjectShape,
  Property,
} from "./object-shape.js";

/**
 * Writes the decoder of a shape: for each kind of object a class whose constructor assigns its properties in one fixed order: see
 * `defineRow`. The code is an expression, a `LinkDecoder`, in JavaScript that is TypeScript as well where the type is
 * expected. Names enter it as string literals and positions as numbers, nothing else does.
 */
export function writeDecoder(shape: ObjectShape, decoders: ColumnDecoders): CompiledShape<string> {
  const instances: InstanceShape[] = [];
  const constructors: string[] = [];
  const decoded = new Set<number>();
  const used = new Set<keyof DecoderParts>();
  const use = (part: keyof DecoderParts) => {
    used.add(part);
    return part;
  };

  /** @param isNested the row came in a column, and its values are right already */
  function writeObject(object: ObjectShape, isNested = false): string {
    const { kind, properties } = object;
    const values = properties.map(
      (property) => [JSON.stringify(property.name), writeProperty(property, isNested)] as const,
    );
    if (kind === undefined) return `{ ${values.map(([name, value]) => `${name}: ${value}`).join(", ")} }`;
    const number = instances.push({ kind, open: listOpenRelations(object) }) - 1;
    const [row, node] = [`Row${number}`, `node${number}`];
    const kept = kind.kept.map(({ position }) => writeRead(position, isNested));
    const hasKept = kept.length > 0;
    const assigned = values.filter(([, value]) => value !== "null");
    constructors.push(
      `const ${node} = ${use("nodeOf")}(${number});`,
      `const ${row} = ${use("defineRow")}(${node}, class {`,
      `  #siblings = ${node}.siblings;`,
      ...(hasKept ? ["  #kept;"] : []),
      // Declared, they are as many as the engine makes room for in the instance itself.
      ...fillLines(values.map(([name, value]) => (value === "null" ? `[${name}] = null;` : `[${name}];`))).map(
        (line) => `  ${line}`,
      ),
      `  constructor(row = ${node}.row) {`,
      ...(hasKept ? [`    this.#kept = [${kept.join(", ")}];`] : []),
      ...(object === shape ? [] : [`    ${node}.siblings.members.push(this);`]),
      ...fillLines(assigned.map(([name, value]) => `this[${name}] = ${value};`)).map((line) => `    ${line}`),
      "  }",
      `  read() { return { siblings: this.#siblings, kept: ${hasKept ? "this.#kept" : `${node}.nothing`} }; }`,
      "});",
    );
    return `new ${row}(row)`;
  }

  function writeProperty(property: Property, isNested: boolean): string {
    switch (property.kind) {
      case "column":
        return writeRead(property.position, isNested);
      case "list":
        return `${use("nested")}.rows(${writeRead(property.position, isNested)}, ${writeMake(property.shape, true)})`;
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
    return `${use("nested")}.row(${writeRead(presence, isNested)}, ${writeMake(joined, true)})`;
  }

  function writeRead(position: number, isNested: boolean): string {
    const value = `row[${position}]`;
    if (isNested || decoders[position] === undefined) return value;
    decoded.add(position);
    return `${value} === null ? null : decode${position}(${value})`;
  }

  function writeMake(object: ObjectShape, isNested: boolean): string {
    const parameter = object.kind !== undefined || isRead(object) ? "row" : "";
    const made = writeObject(object, isNested);
    // Where a body is expected, braces would be those of a block.
    return `(${parameter}) => ${made.startsWith("{") ? `(${made})` : made}`;
  }

  const make = writeMake(shape, false);
  const positions = [...decoded].sort((a, b) => a - b);
  const decodes = positions.map((position) => `const decode${position} = ${use("decoderOf")}(${position});`);
  const lines = [
    `(${used.size === 0 ? "" : `{ ${[...used].join(", ")} }`}) => {`,
    ...fillLines(decodes),
    ...constructors,
    `return (rows) => rows.map(${make});`,
  ];
  // An object's number follows those of what is in it.
  const root = shape.kind === undefined ? {} : { root: instances.length - 1 };
  return { link: `${lines.join("\n  ")}\n}`, instances, ...root };
}

/** Whether anything of an object is in the row. */
function isRead({ properties }: ObjectShape): boolean {
  return properties.some(({ kind }) => kind !== "stitched");
}

/** The longest line with several statements on it: plans stand deep in the files that they are in. */
const longestLine = 90;

function fillLines(statements: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (const statement of statements) {
    const line = `${lines.at(-1) ?? ""} ${statement}`.trimStart();
    if (lines.length === 0 || line.length > longestLine) lines.push(statement);
    else lines[lines.length - 1] = line;
  }
  return lines;
}
