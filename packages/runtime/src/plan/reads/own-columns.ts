/** Names of the planner's own columns; no column of a user is called so, and if one were, it would only be read by its alias. */
export const rowNumberColumn = "joinery_row";

export function keyColumn(part: number): string {
  return `joinery_key_${part}`;
}

/** The table of rows that others are found for, again and again, and the column of how deep below the first ones they are. */
export const reachTable = "joinery_reach";
export const depthColumn = "joinery_depth";
