/**
 * The function that statements with a deadline call for every row they come past: the only way to stop a statement of a driver that knows no
 * interruption. It is not deterministic, and is given a column of the row, so that it is not computed once for many.
 */
export const rowGuard = "joinery_pass_row";
