import { omitIgnored, type Schema } from "@joinery/schema";

export type DiagramFormat = "mermaid" | "svg" | "html";

export interface DiagramOptions {
  readonly format: DiagramFormat;
  /** What the picture or page is called; "Schema" if left out. */
  readonly title?: string;
  /**
   * The title of the group that each model, by its name, is drawn in. Where it is left out, models that hang together are.
   * Mermaid draws no groups.
   */
  readonly groups?: ReadonlyMap<string, string>;
}

/**
 * An entity-relationship diagram of a schema, as text, without what is ignored. Whatever names and documentation hold, no markup and no script
 * comes of it. The same schema and options give the same text, byte for byte.
 */
export async function renderDiagram(schema: Schema, options: DiagramOptions): Promise<string> {
  const { format, title = "Schema", groups } = options;
  const { buildDiagram } = await import("./targets/diagram/diagram.js");
  const diagram = buildDiagram(omitIgnored(schema));
  switch (format) {
    case "mermaid":
      return (await import("./targets/diagram/render-mermaid.js")).renderMermaid(diagram);
    case "svg":
      return (await import("./targets/diagram/render-svg.js")).renderSvg(diagram, title, groups);
    case "html":
      return (await import("./targets/diagram/render-html.js")).renderHtml(diagram, title, groups);
  }
}
