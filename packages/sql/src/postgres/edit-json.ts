import type { EditShape, JsonEditKind } from "../json-edit.js";

/**
 * Writes edits of JSON, one after the other: on each level of a path a subquery that says once what stands there, since it is read several
 * times. (The server's own `jsonb_set` makes nothing that is missing, fails in a text, and takes "0" for a place and for a name.)
 *
 * @param operand the edits as `writeEdits` has them; said more than once
 */
export function editJson(document: string, operand: string, edits: readonly EditShape[]): string {
  return edits.reduce((json, { kind, steps }, index) => {
    const edit: Edit = { kind, steps, edits: `(${operand})::jsonb`, index };
    return writeStep(json, 0, edit);
  }, `(${document})::jsonb`);
}

interface Edit extends EditShape {
  readonly edits: string;
  readonly index: number;
}

/** What stands at a level of the path, after the edit. */
function writeStep(json: string, level: number, edit: Edit): string {
  const { kind, steps, edits, index } = edit;
  const alias = `"edit_${level}"`;
  const here = `${alias}."json"`;
  const value = `(${edits} #> '{${index},1}')`;
  if (level === steps.length) {
    if (kind !== "merge") return value;
    return writeLevel(
      alias,
      makeUp(json, "{}"),
      `case jsonb_typeof(${here}) when 'object' then ${here} || ${value} else ${here} end`,
    );
  }
  const step = steps[level];
  const text = `(${edits} #>> '{${index},0,${level}}')`;
  const isLast = level === steps.length - 1;
  if (step === "p") {
    const place = `${text}::integer`;
    const inner = () => writeStep(`(${here} -> ${place})`, level + 1, edit);
    return writeLevel(
      alias,
      prepare(json, "[]", kind),
      `case ${whenIn("array", `(${here} -> ${place})`, here, kind)} then ${
        kind === "remove" && isLast
          ? `${here} - ${place}`
          : `jsonb_set(${here}, array[least(${place}, jsonb_array_length(${here}))::text], ${inner()})`
      } else ${here} end`,
    );
  }
  const found = `(${here} -> ${text})`;
  const child =
    step === "n"
      ? found
      : `coalesce(${step === "o" ? found : `nullif(${found}, 'null')`}, ${edits} #> '{${index},2,${level}}')`;
  const changed =
    kind === "remove" && isLast
      ? `${here} - ${text}`
      : `${here} || jsonb_build_object(${text}, ${writeStep(child, level + 1, edit)})`;
  return writeLevel(
    alias,
    prepare(json, "{}", kind),
    `case ${whenIn("object", found, here, kind)} then ${changed} else ${here} end`,
  );
}

/** Without the offset the server would put what stands there into each place that reads it: what is cheap once grows with every level. */
function writeLevel(alias: string, json: string, result: string): string {
  return `(select ${result} from (select ${json} as "json" offset 0) as ${alias})`;
}

/** What is removed need not be there, and a part is in what is there: only the others make what is missing. */
function prepare(json: string, empty: string, kind: JsonEditKind): string {
  return kind === "set" || kind === "merge" ? makeUp(json, empty) : json;
}

function makeUp(json: string, empty: string): string {
  return `coalesce(nullif(${json}, 'null'), '${empty}')`;
}

function whenIn(container: string, found: string, here: string, kind: JsonEditKind): string {
  const isFound = kind === "remove" ? ` and ${found} is not null` : "";
  return `when jsonb_typeof(${here}) = '${container}'${isFound}`;
}
