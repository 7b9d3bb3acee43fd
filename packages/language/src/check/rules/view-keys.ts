import { isView } from "../program.js";
import { keepsRows } from "../read-view.js";
import type { Rule } from "../rule.js";

/** What only rows that are kept can have, a view that keeps none has not: its keys tell rows apart, and that is all. */
export const checkViewKeys: Rule = ({ keys }, { report }) => {
  for (const [model, declarations] of keys.declarations) {
    if (!isView(model)) continue;
    const view = model.name;
    for (const { kind, span, options } of declarations) {
      if (kind === "index" && !keepsRows(model)) report("check/view-without-rows", span, { view, what: "an index" });
      // Not even one that keeps its rows is held to it at the end of a transaction.
      const { deferrable, nullsNotDistinct } = options;
      for (const [what, option] of Object.entries({ deferrable, nullsNotDistinct })) {
        if (option?.value === true) report("check/view-constraint", option.argument.span, { view, what });
      }
    }
  }
};
