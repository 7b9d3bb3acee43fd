/** A broken input with the lines of its mistakes, as a person would count them, and the diagnostics it must give. */
export interface RecoveryCase {
  readonly title: string;
  readonly lines: readonly number[];
  readonly input: string;
  readonly expected: string;
}

const heading = /^=== (.*) \(lines? ([0-9, ]+)\)$/;

/** Reads `=== title (lines 2, 5)`, the input, `---`, the diagnostics; again and again. */
export function parseRecoveryCases(text: string): RecoveryCase[] {
  return text
    .split(/^(?==== )/m)
    .filter((part) => part !== "")
    .map((part) => {
      const [first = "", ...rest] = part.split("\n");
      const [, title, lines] = heading.exec(first) ?? [];
      if (title === undefined || lines === undefined) throw new Error(`Not the heading of a case: ${first}`);
      const [input = "", expected = ""] = rest.join("\n").split(/^---\n/m);
      return {
        title,
        lines: lines.split(", ").map(Number),
        input: input.replace(/\n$/, ""),
        expected: expected.trim(),
      };
    });
}

export function printRecoveryCases(cases: readonly RecoveryCase[]): string {
  return cases
    .map(({ title, lines, input, expected }) => {
      const place = `${lines.length === 1 ? "line" : "lines"} ${lines.join(", ")}`;
      return `=== ${title} (${place})\n${input}\n---\n${expected}\n`;
    })
    .join("\n");
}

/** `«[ ×500»` is `[` five hundred times: what is long or deep is written short. */
export function expandRepeats(input: string): string {
  return input.replaceAll(/«(.+?)×([0-9]+)»/g, (_, piece: string, count: string) => piece.repeat(Number(count)));
}
