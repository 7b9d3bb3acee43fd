import { join } from "node:path";
import { DOMParser, type Element } from "@xmldom/xmldom";
import type { Schema } from "@joinery/schema";
import { compareText } from "../../../src/code-file.js";
import { renderDiagram } from "../../../src/index.js";
import { readSchema } from "../../read-schema.js";
import { hostileText, makeHostile } from "./hostile-schema.js";
import { hundredModels } from "./hundred-models.js";

const schemas = join(__dirname, "../../../../../schemas");
const shop = readSchema(join(schemas, "shop.model"));

/** Any departure from XML is an error; that a letter was replaced is none. */
function parse(svg: string): Element {
  const onError = (level: string, message: string) => {
    if (message.startsWith("Unicode replacement character")) return;
    throw new Error(`${level}: ${message}`);
  };
  const root = new DOMParser({ onError }).parseFromString(svg, "image/svg+xml").documentElement;
  if (!root) throw new Error("There is no root.");
  return root;
}

const find = (root: Element, name: string) =>
  [...root.getElementsByTagName("g")].filter((each) => each.getAttribute("class")?.split(" ").includes(name));
const titleOf = (each: Element) => each.getElementsByTagName("title").item(0)?.textContent;
const render = (schema: Schema) => renderDiagram(schema, { format: "svg" });

describe.each<[string, () => Schema]>([
  ["blog", () => readSchema(join(schemas, "blog.model"))],
  ["shop", () => shop],
  ["a hundred models", hundredModels],
  ["nothing", () => ({ enums: [], models: [], joinTables: [] })],
])("%s", (_, read) => {
  const schema = read();

  it("is well-formed, and has every model, field and relation", async () => {
    const root = parse(await render(schema));
    const models = find(root, "model");
    expect(models.map((each) => each.getAttribute("data-name") ?? "").sort(compareText)).toEqual(
      schema.models.map(({ name }) => name).sort(compareText),
    );
    expect(find(root, "row")).toHaveLength(schema.models.reduce((sum, { fields }) => sum + fields.length, 0));
    const owning = schema.models.flatMap(({ name, relations }) =>
      relations.flatMap(({ kind, target }) => (kind === "owning" ? [`${target} ${name}`] : [])),
    );
    const edges = find(root, "edge").map((each) => `${each.getAttribute("data-from")} ${each.getAttribute("data-to")}`);
    expect(edges).toHaveLength(owning.length + schema.joinTables.length);
    expect(edges).toEqual(expect.arrayContaining(owning));
  });

  it("is the same every time, and from a copy", async () => {
    const copy: Schema = JSON.parse(JSON.stringify(schema));
    expect(await render(copy)).toBe(await render(schema));
  });
});

it("draws views apart from tables, and what no foreign key holds apart from what one does", async () => {
  const root = parse(await render(shop));
  const views = find(root, "view");
  const kinds = views.map((each) => [each.getAttribute("data-name"), titleOf(find(each, "title")[0]!)?.split("\n")[1]]);
  expect(Object.fromEntries(kinds)).toEqual({
    DailySales: "materialized view daily_sales",
    ProductRating: "view product_ratings",
    Reach: "view reaches",
  });
  expect(find(root, "loose").map((each) => each.getAttribute("data-to"))).toEqual(["ProductRating"]);
});

it("tells what is documented where it is hovered over", async () => {
  const root = parse(await render(shop));
  const titles = find(root, "title").map(titleOf);
  expect(titles).toContain(
    "StockItem\ntable stock\nHow much of a variant lies where. Its key is made of two relations, one of which has a key of two fields.",
  );
  expect(find(root, "row").map(titleOf)).toContain("status  OrderStatus\nPENDING | PAID | SHIPPED | CANCELLED");
  expect(find(root, "edge").map(titleOf)).toContain("customer / card\none Customer to at most one LoyaltyCard");
});

it("needs nothing from anywhere", async () => {
  const svg = await render(shop);
  expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', "")).not.toMatch(
    /https?:|url\(|@import|<script|<image|href/,
  );
});

it("draws the groups it is given", async () => {
  const groups = new Map(shop.models.map(({ name }, index) => [name, index % 2 === 0 ? "even & so on" : "odd"]));
  const root = parse(await renderDiagram(shop, { format: "svg", groups }));
  expect(find(root, "group").map((each) => each.textContent)).toEqual(["even & so on", "odd"]);
});

it("makes no markup of what the schema holds", async () => {
  const groups = new Map(shop.models.map(({ name }, index) => [name, index % 2 === 0 ? hostileText : "odd"]));
  const plain = parse(
    await renderDiagram(shop, {
      format: "svg",
      groups: new Map([...groups].map(([name, title]) => [name, title === "odd" ? title : "even"])),
    }),
  );
  const root = parse(await renderDiagram(makeHostile(shop), { format: "svg", title: hostileText, groups }));
  const shapeOf = (element: Element) =>
    [...element.getElementsByTagName("*")].map(({ tagName, attributes }) => [
      tagName,
      ...[...attributes].map(({ name }) => name),
    ]);
  expect(shapeOf(root)).toEqual(shapeOf(plain));
  expect(titleOf(find(root, "title")[0] ?? root)).toContain("<script>alert(1)</script>");
});
