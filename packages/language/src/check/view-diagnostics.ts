import { error } from "../diagnostic-definition.js";

/** The codes of views. */
export const viewDiagnostics = {
  "check/missing-view-sql": error((p: { view: string; dialect: string | undefined }) =>
    p.dialect === undefined
      ? `View \`${p.view}\` says nowhere what it reads. Add \`@@sql("select …")\`.`
      : `View \`${p.view}\` does not say what it reads in ${p.dialect}, which this schema is for. Add \`@@sql("select …", dialect: ${p.dialect})\`.`,
  ),
  "check/repeated-view-sql": error((p: { view: string; dialect: string | undefined }) =>
    p.dialect === undefined
      ? `View \`${p.view}\` says twice what it reads. Say with \`dialect:\` which database each is for.`
      : `View \`${p.view}\` says twice what it reads in ${p.dialect}.`,
  ),
  "check/empty-view": error((p: { view: string }) => `View \`${p.view}\` has no fields: nothing could be read of it.`),
  "check/view-without-rows": error(
    (p: { view: string; what: string }) =>
      `View \`${p.view}\` keeps no rows, and ${p.what} has nothing to stand on. Index what it reads, or make it \`@@materialized\`.`,
  ),
  "check/relation-to-view": error(
    (p: { field: string; view: string; advice: string }) =>
      `\`${p.field}\` cannot refer to the view \`${p.view}\`, whose rows no key can hold. ${p.advice}`,
  ),
  "check/view-constraint": error(
    (p: { view: string; what: string }) =>
      `\`${p.what}\` is about a constraint, and the view \`${p.view}\` has none. Take it out.`,
  ),
};
