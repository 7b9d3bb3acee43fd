/** Something that has a place in a column. */
export interface Item {
  readonly height: number;
  /** Half of what is kept free above and below it, against its neighbours. */
  readonly margin: number;
  /** How much it insists on its place. */
  readonly weight: number;
  y: number;
}

/**
 * Places the items of a column, in this order, as near to where they want to be as they can be without overlapping: the
 * places for which the sum of squared, weighted distances is least. That is isotonic regression, solved by pooling
 * adjacent violators.
 */
export function stackItems(items: readonly Item[], wanted: readonly number[]): void {
  const blocks: { start: number; size: number; weight: number; mean: number }[] = [];
  const shifts: number[] = [];
  let shift = 0;
  for (const [index, item] of items.entries()) {
    const above = items[index - 1];
    if (above) shift += above.height + above.margin + item.margin;
    shifts.push(shift);
    let block = { start: index, size: 1, weight: item.weight, mean: (wanted[index] ?? item.y) - shift };
    for (let last = blocks.at(-1); last !== undefined && last.mean > block.mean; last = blocks.at(-1)) {
      blocks.pop();
      const weight = last.weight + block.weight;
      const mean = (last.mean * last.weight + block.mean * block.weight) / weight;
      block = { start: last.start, size: last.size + block.size, weight, mean };
    }
    blocks.push(block);
  }
  for (const { start, size, mean } of blocks) {
    for (let index = start; index < start + size; index++) {
      const item = items[index];
      if (item) item.y = mean + (shifts[index] ?? 0);
    }
  }
}
