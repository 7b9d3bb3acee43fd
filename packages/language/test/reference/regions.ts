/** A part of the reference that is made from the code, between `<!-- generated: name -->` and `<!-- end -->`. */
const regions = /^<!-- generated: ([\w ]+) -->\n[^]*?^<!-- end -->$/gm;

/** The text with each region made anew. @throws Error for a region that nobody makes, or that is not there. */
export function writeRegions(markdown: string, makers: Readonly<Record<string, () => string>>): string {
  const missing = new Set(Object.keys(makers));
  const written = markdown.replaceAll(regions, (_, name: string) => {
    const make = makers[name];
    if (make === undefined) throw new Error(`Nothing makes the region "${name}" of the reference.`);
    missing.delete(name);
    return `<!-- generated: ${name} -->\n<!-- prettier-ignore-start -->\n\n${make()}\n\n<!-- prettier-ignore-end -->\n<!-- end -->`;
  });
  if (missing.size > 0) throw new Error(`The reference has no region for ${[...missing].join(", ")}.`);
  return written;
}

/** The text that was written by hand. */
export function leaveOutRegions(markdown: string): string {
  return markdown.replaceAll(regions, "");
}
