import { listAttributeSites } from "../attribute-sites.js";
import { matchAttribute } from "../read-attribute.js";
import type { Rule } from "../rule.js";
import type { Located } from "../signature.js";

/** `dialect:` names a dialect that there is. */
export const checkDialects: Rule = (program, { reportUnknown }) => {
  const known = program.dialects?.map(({ name }) => name);
  if (known === undefined) return;
  for (const { attributes } of listAttributeSites(program)) {
    for (const attribute of attributes) {
      const values: Readonly<Record<string, Located<unknown> | undefined>> = matchAttribute(attribute).values;
      const given = values["dialect"];
      if (typeof given?.value !== "string" || known.includes(given.value)) continue;
      const name = { text: given.value, span: given.argument.value.span };
      reportUnknown("check/unknown-dialect", name, known, { known });
    }
  }
};
