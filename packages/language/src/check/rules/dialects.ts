import type { Rule } from "../rule.js";

/** `dialect:` names a dialect that there is. */
export const checkDialects: Rule = ({ dialects, givenArguments }, { reportUnknown }) => {
  const known = dialects?.map(({ name }) => name);
  if (known === undefined) return;
  for (const { kind, value, argument } of givenArguments) {
    if (kind !== "dialect" || typeof value !== "string" || known.includes(value)) continue;
    reportUnknown("check/unknown-dialect", { text: value, span: argument.value.span }, known, { known });
  }
};
