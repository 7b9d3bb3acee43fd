import { inspect } from "node:util";

/** One statement, as the client's "query" event tells of it. */
interface SentStatement {
  readonly sql: string;
  readonly duration: number;
  readonly rows: number;
}

/** What the story listens to. */
interface Told {
  on(event: "query", listener: (event: SentStatement) => void): () => void;
}

const isColored = process.stdout.isTTY && !process.env["NO_COLOR"];
const paint = (code: number, text: string) => (isColored ? `\u001b[${code}m${text}\u001b[0m` : text);
const bold = (text: string) => paint(1, text);
const dim = (text: string) => paint(2, text);
const cyan = (text: string) => paint(36, text);
const green = (text: string) => paint(32, text);

const width = 100;
const mostLines = 14;

/** Tells what a client does: the call as it is written, each statement it sends with its time, and what came back. */
export class Story {
  readonly #sent: SentStatement[] = [];

  constructor(client: Told) {
    client.on("query", (statement) => void this.#sent.push(statement));
  }

  /** Runs the call, and gives what it gives. */
  async tell<Answer>(caption: string, call: () => PromiseLike<Answer> | Answer): Promise<Answer> {
    const before = this.#sent.length;
    const answer = await call();
    const sent = this.#sent.slice(before);
    const time = sent.reduce((sum, { duration }) => sum + duration, 0);
    const lines = [
      "",
      bold(caption),
      ...sourceOf(call).map((line) => `  ${line}`),
      "",
      ...describeStatements(sent, before).map((line) => `  ${line}`),
      `  ${green("=>")} ${dim(`${sent.length} ${sent.length === 1 ? "statement" : "statements"}, ${time.toFixed(2)} ms`)}`,
      ...show(answer).map((line) => `     ${line}`),
    ];
    process.stdout.write(lines.map((line) => `  ${line}`.trimEnd() + "\n").join(""));
    return answer;
  }

  /** The same for a call that must be refused. */
  async tellRefusal(caption: string, call: () => PromiseLike<unknown>): Promise<void> {
    const refusal = async () => {
      try {
        await call();
      } catch (error) {
        return `${(error as Error).name}: ${(error as Error).message}`;
      }
      throw new Error(`"${caption}" was not refused.`);
    };
    await this.tell(caption, Object.assign(refusal, { toString: () => call.toString() }));
  }
}

/** Every statement with its number and time; one that is repeated at once is written out once. */
function describeStatements(sent: readonly SentStatement[], before: number): string[] {
  return sent.flatMap(({ sql, duration, rows }, index) => {
    const isRepeated = sql === sent[index - 1]?.sql;
    if (isRepeated && sql === sent[index + 1]?.sql) return [];
    const facts = `${duration.toFixed(2)} ms, ${rows} ${rows === 1 ? "row" : "rows"}${isRepeated ? ", the same again" : ""}`;
    const text = isRepeated ? [] : wrap(shorten(sql), width - 8);
    return [`${cyan(`[${before + index + 1}]`)} ${dim(facts)}`, ...text.map((line) => `    ${cyan(line)}`)];
  });
}

/** `(?, ?), (?, ?), (?, ?), …`: the rows of an insert are alike. */
function shorten(sql: string): string {
  return sql.replace(/(\([^()]*\))((?:, \1){4,})/g, (all: string, first: string) => {
    return `${first}, … ${all.split(first).length - 1} in all`;
  });
}

/** The call as it stands in the source: the body of the arrow function. */
function sourceOf(call: () => unknown): string[] {
  const lines = call
    .toString()
    .replace(/^(async )?\(\) => /, "")
    .split("\n");
  const indents = lines.slice(1).map((line) => /^ */.exec(line)?.[0].length ?? 0);
  const indent = Math.min(...indents);
  return lines.map((line, index) => (index === 0 ? line : line.slice(indent)));
}

function show(answer: unknown): string[] {
  const text =
    typeof answer === "string" ? answer : inspect(answer, { depth: 8, breakLength: width - 8, maxArrayLength: 5 });
  const lines = text.split("\n");
  return lines.length <= mostLines ? lines : [...lines.slice(0, mostLines), `… ${lines.length - mostLines} more lines`];
}

function wrap(text: string, limit: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    if (line !== "" && line.length + word.length >= limit) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
