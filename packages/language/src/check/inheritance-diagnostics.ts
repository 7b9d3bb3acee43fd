import { didYouMean, error, type UnknownName } from "../diagnostic-definition.js";

/** The codes about `extends`. */
export const inheritanceDiagnostics = {
  "check/unknown-parent": error(
    (p: UnknownName) => `There is no model \`${p.name}\` to extend.${didYouMean(p.suggestion)}`,
  ),
  "check/not-a-parent": error(
    (p: { name: string; kind: string }) =>
      `\`${p.name}\` is ${p.kind}: what a model extends is a model, and one that the client knows.`,
  ),
  "check/inheritance-cycle": error(
    (p: { name: string; parent: string }) => `\`${p.name}\` extends itself by way of \`${p.parent}\`.`,
  ),
  "check/inheritance-too-deep": error(
    (p: { name: string; limit: number }) =>
      `\`${p.name}\` ends a chain of more than ${p.limit} models of which each extends the one before.`,
  ),
  "check/inherited-field": error(
    (p: { name: string; model: string; parent: string }) =>
      `\`${p.model}\` inherits \`${p.name}\` from \`${p.parent}\` and cannot declare it again. Rename one.`,
  ),
  "check/inherited-key": error(
    (p: { model: string; parent: string }) =>
      `\`${p.model}\` has the primary key of \`${p.parent}\`, which it extends, and none of its own.`,
  ),
  "check/child-relation-taken": error(
    (p: { name: string; child: string; parent: string; reason: string }) =>
      `\`${p.parent}\` gets a relation \`${p.name}\` to \`${p.child}\`, which extends it, but ${p.reason}. Rename one.`,
  ),
};
