import type { ValueType } from "@joinery/sql";

/** A value of the type; for numbers from 0 to 9 different ones, where the type has as many. */
export function sampleValue(type: ValueType, number = 0): unknown {
  if (type.isObjectList) return [];
  if (type.isList) return sampleList(type, 1);
  switch (type.scalar) {
    case "Int":
    case "Float":
    case "Json":
      return number;
    case "BigInt":
      return BigInt(number);
    case "Boolean":
      return number % 2 === 1;
    case "DateTime":
      return new Date(number);
    case "Date":
      return `2000-01-0${number || 1}`;
    case "Time":
      return `00:00:0${number}.000`;
    case "Uuid":
      return `00000000-0000-0000-0000-00000000000${number}`;
    case "Bytes":
      return new Uint8Array([number]);
    case "Enum": {
      const { members } = type.enum!;
      return members[number % members.length]!.name;
    }
    case "Object":
      return {};
    case "Decimal":
    case "String":
    case "Text":
      return String(number);
  }
}

/** A list of so many values, at most 10; `type` is that of the list, or of one of them. */
export function sampleList(type: ValueType, count: number): unknown[] {
  const { isList: _, ...element } = type;
  return Array.from({ length: count }, (_each, number) => sampleValue(element, number));
}
