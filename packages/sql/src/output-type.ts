import type { Codec, Decode, JsonRowsType, OutputType } from "./dialect.js";
import type { OutputColumn } from "./statement.js";

/** What a column of the result is, as data. */
export function outputType({ expression, type }: OutputColumn): OutputType | undefined {
  if (expression.kind !== "json-rows") return type;
  const { isMany, select } = expression;
  return { kind: "json-rows", isMany, columns: select.columns.map(outputType) };
}

/** How a column of the result is read; `undefined` where the driver's value is already right. */
export function outputDecoder(type: OutputType | undefined, codec: Codec): Decode | undefined {
  if (type === undefined) return undefined;
  if (!("kind" in type)) return codec.decoder(type);
  const decode = rowsDecoder(type, codec);
  return (text) => decode(JSON.parse(text as string));
}

/** From rows in JSON to rows of values, in the same lists: they are nobody else's. */
function rowsDecoder({ isMany, columns }: JsonRowsType, codec: Codec): Decode {
  const decoders = columns.flatMap((type, position) => {
    const decode = type && ("kind" in type ? rowsDecoder(type, codec) : codec.jsonDecoder(type));
    return decode === undefined ? [] : [{ position, decode }];
  });
  const decodeRow = (row: unknown[]) => {
    for (const { position, decode } of decoders) {
      const value = row[position];
      if (value !== null) row[position] = decode(value);
    }
  };
  return (json) => {
    if (!isMany) decodeRow(json as unknown[]);
    else if (decoders.length > 0) for (const row of json as unknown[][]) decodeRow(row);
    return json;
  };
}
