import { createHash } from "node:crypto";
import { join } from "node:path";
import { Script } from "node:vm";
import { renderDiagram } from "../../../src/index.js";
import { readSchema } from "../../read-schema.js";
import { hostileText, makeHostile } from "./hostile-schema.js";

const shop = readSchema(join(__dirname, "../../../../../schemas/shop.model"));
const title = "The <shop>";

/** The tags of a page as a browser sees them: what stands in a script or style is text. */
function tagsOf(html: string): string[] {
  const bare = html.replaceAll(/<(script|style)>[\s\S]*?<\/\1>/g, "<$1></$1>");
  return [...bare.matchAll(/<[!/a-z][^>]*>/gi)].map(([tag]) => tag);
}

it("holds the picture, whole", async () => {
  const [html, svg] = await Promise.all([
    renderDiagram(shop, { format: "html", title }),
    renderDiagram(shop, { format: "svg", title }),
  ]);
  expect(html).toMatch(/^<!doctype html>\n/);
  expect(html).toContain(svg.trimEnd());
  expect(html).toContain("<title>The &lt;shop&gt;</title>");
});

it("has one script, which is JavaScript, and a policy that lets no other run and nothing be fetched", async () => {
  const html = await renderDiagram(shop, { format: "html" });
  const scripts = [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, text]) => text ?? "");
  expect(scripts).toHaveLength(1);
  const [script = ""] = scripts;
  expect(() => new Script(script)).not.toThrow();
  const hash = createHash("sha256").update(script).digest("base64");
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1]?.replaceAll("&#39;", "'");
  expect(policy).toBe(`default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'; base-uri 'none'`);
  expect(script).not.toMatch(/innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|fetch\(|import\(/);
});

it("has the elements that its script looks for", async () => {
  const html = await renderDiagram(shop, { format: "html" });
  const script = /<script>([\s\S]*?)<\/script>/.exec(html)?.[1] ?? "";
  const ids = [...script.matchAll(/querySelector\("#(\w+)"\)/g)].map(([, id]) => id);
  expect(ids).toEqual(["search", "count", "tip"]);
  for (const id of ids) expect(html).toContain(` id="${id}"`);
  const actions = /const actions = \{(.*)\};/.exec(script)?.[1] ?? "";
  for (const [, value] of html.matchAll(/<button value="(\w+)"/g))
    expect(actions).toMatch(new RegExp(`\\b${value}\\b`));
});

it("has no tag more, nor an attribute, for what the schema holds", async () => {
  const strip = (html: string) => tagsOf(html).map((tag) => tag.replaceAll(/"[^"]*"/g, '""'));
  const hostile = await renderDiagram(makeHostile(shop), { format: "html", title: hostileText });
  // Every title and field is documented there, which only marks it as such.
  expect(strip(hostile)).toEqual(strip(await renderDiagram(shop, { format: "html", title })));
});
