import type { ViewObject } from "@joinery/sql";
import { findReadNames } from "./read-names.js";

/**
 * Each view after those that it reads. The names are found in the SQL, where some that are columns look like views: where that makes a circle, what
 * is certain counts alone.
 */
export function orderViews(views: readonly ViewObject[]): ViewObject[] {
  const ordered: ViewObject[] = [];
  let rest = views.map((view) => ({ view, name: view.name.toLowerCase(), reads: findReadNames(view.definition) }));
  while (rest.length > 0) {
    const names = rest.map(({ name }) => name);
    const isFree = (each: (typeof rest)[number], kind: "all" | "certain") =>
      names.every((name) => name === each.name || !each.reads[kind].has(name));
    const free = rest.filter((each) => isFree(each, "all"));
    const first = rest.find((each) => isFree(each, "certain")) ?? rest[0];
    const next = free.length > 0 || first === undefined ? free : [first];
    ordered.push(...next.map(({ view }) => view));
    rest = rest.filter((each) => !next.includes(each));
  }
  return ordered;
}
