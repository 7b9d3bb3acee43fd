import { extname, resolve } from "node:path";
import type { DiagramFormat } from "@joinery/codegen";
import { writeFiles } from "../files/write-files.js";
import { countOf } from "../output/count.js";
import { showProgress } from "../output/show-progress.js";
import { problem } from "../problem.js";
import { compileSchema } from "../schema-files/compile-schema.js";
import { groupModels, groupings, type Grouping } from "../schema-files/group-models.js";
import type { CommandDefinition } from "./command.js";
import { refuseSchema } from "./refuse-schema.js";

type DiagramFlags = { readonly [format in DiagramFormat]?: true } & {
  readonly output?: string;
  readonly groupBy?: string;
  readonly title?: string;
};

const formats: readonly DiagramFormat[] = ["mermaid", "svg", "html"];
const formatOfExtension: Readonly<Record<string, DiagramFormat>> = { ".svg": "svg", ".html": "html", ".htm": "html" };

/** `joinery diagram [--mermaid | --svg | --html] [--output FILE]`: the schema as an entity-relationship diagram. */
export const diagramCommand: CommandDefinition<[], DiagramFlags> = {
  name: "diagram",
  summary: "Draw the models and their relations",
  flags: [
    { syntax: "--mermaid", description: "as text that Markdown pages and editors draw (this is the default)" },
    { syntax: "--svg", description: "as a picture" },
    { syntax: "--html", description: "as a page with search, pan and zoom" },
    { syntax: "--output <file>", description: "where it goes instead of standard output; .svg and .html say the form" },
    { syntax: "--group-by <what>", description: "what is drawn together: file, namespace or relations" },
    { syntax: "--title <text>", description: "what the picture or page is called" },
  ],
  settings: ["schema", "naming"],
  examples: [
    "joinery diagram",
    "joinery diagram --output schema.html",
    "joinery diagram --svg --group-by file > schema.svg",
  ],
  run: async ({ flags, terminal, readSettings }) => {
    const format = chooseFormat(flags);
    const grouping = readGrouping(flags.groupBy);
    const settings = await readSettings();
    const compiled = await showProgress(terminal, "Reading", (describe) =>
      compileSchema([settings.schema], settings, terminal.show, describe),
    );
    const { schema, sources, diagnostics } = compiled;
    if (schema === undefined) return refuseSchema(compiled, "nothing was drawn");
    const { renderDiagram } = await import("@joinery/codegen");
    const groups = await groupModels(schema, sources, grouping);
    const text = await showProgress(terminal, "Drawing", () =>
      renderDiagram(schema, {
        format,
        ...(groups === undefined ? {} : { groups }),
        ...(flags.title === undefined ? {} : { title: flags.title }),
      }),
    );
    const path = flags.output === undefined ? undefined : resolve(terminal.folder, flags.output);
    if (path !== undefined) writeFiles([{ path, text }], terminal.show);
    const output = path === undefined ? null : terminal.show(path);
    return {
      isDone: true,
      result: { format, models: schema.models.length, output, text: output === null ? text : null },
      lines: [output === null ? text.trimEnd() : `written ${output}`],
      summary: `${countOf(schema.models.length, "model")} drawn${output === null ? "" : ` in ${output}`}.`,
      diagnostics: { list: diagnostics, sources },
    };
  },
};

/** The form that a flag names, else the one that the file's name does. */
function chooseFormat(flags: DiagramFlags): DiagramFormat {
  const [first, second] = formats.filter((format) => flags[format] === true);
  if (first !== undefined && second !== undefined) {
    throw problem("cli/usage", {
      message: `--${first} and --${second} are two forms of the diagram, and a run draws one.`,
      help: "Leave one of them out.",
    });
  }
  return first ?? formatOfExtension[extname(flags.output ?? "").toLowerCase()] ?? "mermaid";
}

function readGrouping(name: string | undefined): Grouping | undefined {
  const known = groupings.find((grouping) => grouping === name);
  if (name === undefined || known !== undefined) return known;
  throw problem("cli/usage", {
    message: `Models cannot be grouped by ${JSON.stringify(name)}.`,
    help: `Give --group-by one of ${groupings.join(", ")}.`,
  });
}
