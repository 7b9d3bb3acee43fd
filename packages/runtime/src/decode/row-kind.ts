import type { ArgumentPath } from "../args/argument-path.js";

/** What the instances of one node of a plan have in common, whichever call they come from: data. */
export interface RowKind {
  readonly model: string;
  /** Where in the arguments of the call the selection stands that they are made by. */
  readonly path: ArgumentPath;
  /** Fields that relations begin at and that the call did not ask for, and where they are: kept where nobody sees them. */
  readonly kept: readonly { readonly name: string; readonly position: number }[];
  /** By the relations that they come with: what the call says of each, as far as it says it without values. */
  readonly loaded: Readonly<Record<string, string | undefined>>;
}

/** The instances that one node of one call gave. Each of them holds it, and nothing else does. */
export interface Siblings {
  members: object[];
}

/** Makes the {@link Siblings} of a node before its first row is read. */
export type Gather = (kind: RowKind) => Siblings;

/** What an instance knows that nobody sees: neither enumeration nor a copy, neither JSON nor a comparison. */
export interface Membership {
  readonly siblings: Siblings;
  /** The values of {@link RowKind.kept}. */
  readonly kept: readonly unknown[];
}

/** On the prototype of a statement's instances: reads the membership of one of them. Of another object there is none. */
export const membershipOf = Symbol("membership");

/** @returns undefined for an object that no query has made */
export function readMembership(object: object): Membership | undefined {
  return (object as { [membershipOf]?: (object: object) => Membership | undefined })[membershipOf]?.(object);
}
