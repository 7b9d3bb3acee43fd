import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { parseHTML } from "linkedom";
import { renderDiagram } from "../../../src/index.js";
import { readSchema } from "../../read-schema.js";

const shop = readSchema(join(__dirname, "../../../../../schemas/shop.model"));
const screen = { left: 0, top: 0, width: 1600, height: 1000 };

/** What the test asks of an element: the types of documents belong to a browser's library, which packages do without. */
interface Element {
  readonly textContent: string;
  readonly classList: { contains(name: string): boolean };
  getAttribute(name: string): string | null;
  hasAttribute(name: string): boolean;
  querySelector(selector: string): Element | null;
  querySelectorAll(selector: string): Iterable<Element>;
  dispatchEvent(event: object): void;
}

interface Page {
  readonly document: Pick<Element, "querySelector" | "querySelectorAll">;
  readonly Event: new (name: string, options: object) => object;
}

/** The page with its script run, in a document that knows elements but not where they are: what is measured is given here. */
async function openPage() {
  const { document, Event }: Page = parseHTML(await renderDiagram(shop, { format: "html" }));
  const find = (selector: string): Element => {
    const found = document.querySelector(selector);
    if (!found) throw new Error(`There is no ${selector}.`);
    return found;
  };
  const list = (selector: string): Element[] => [...document.querySelectorAll(selector)];
  const svg = find(".joinery-diagram");
  const [width, height] = [Number(svg.getAttribute("width")), Number(svg.getAttribute("height"))];
  Object.assign(svg, { viewBox: { baseVal: { width, height } }, getBoundingClientRect: () => screen });
  for (const model of list(".model")) {
    const [e, f] = (model.getAttribute("transform") ?? "").match(/\d+/g)?.map(Number) ?? [];
    const paper = model.querySelector(".paper");
    const size = { width: Number(paper?.getAttribute("width")), height: Number(paper?.getAttribute("height")) };
    Object.assign(model, {
      transform: { baseVal: { consolidate: () => ({ matrix: { e, f } }) } },
      getBBox: () => size,
    });
  }
  Object.assign(find("#tip"), { getBoundingClientRect: () => ({ width: 300, height: 80 }) });
  const listeners = new Map<string, (event: object) => void>();
  const addEventListener = (name: string, listener: (event: object) => void) => listeners.set(name, listener);
  const matchMedia = () => ({ matches: false });
  runInContext(
    find("script").textContent,
    createContext({ document, addEventListener, matchMedia, innerWidth: 1600, innerHeight: 1000 }),
  );

  const send = (target: Element, name: string, properties: object = {}) => {
    target.dispatchEvent(Object.assign(new Event(name, { bubbles: true, cancelable: true }), properties));
  };
  return {
    find,
    send,
    press: (key: string, target: Element = svg) =>
      listeners.get("keydown")?.({ key, target, preventDefault: () => {} }),
    search: (text: string) => {
      Object.assign(find("#search"), { value: text });
      send(find("#search"), "input");
    },
    modelsIn: (state: string) => list(`.model.${state}`).map((model) => model.getAttribute("data-name")),
    edgesIn: (state: string) =>
      list(`.edge.${state}`).map((edge) => `${edge.getAttribute("data-from")} ${edge.getAttribute("data-to")}`),
    isDimmed: () => svg.classList.contains("dimmed"),
    view: () => (svg.getAttribute("viewBox") ?? "").split(" ").map(Number),
    size: { width, height },
  };
}

let page: Awaited<ReturnType<typeof openPage>>;
beforeEach(async () => {
  page = await openPage();
});

it("shows all of the picture at first", () => {
  const [x = 0, y = 0, width = 0, height = 0] = page.view();
  expect([x <= 0, y <= 0, x + width >= page.size.width, y + height >= page.size.height]).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(page.find("#count").textContent).toBe("15 models");
});

it("finds models by name, field, enum member and documentation, whatever the case, all words together", () => {
  page.search("LOYALTY");
  expect([page.modelsIn("found"), page.isDimmed()]).toEqual([["LoyaltyCard"], true]);
  page.search("wareHouseId");
  expect(page.modelsIn("found")).toEqual(["StockItem"]);
  page.search("shipped");
  expect(page.modelsIn("found")).toEqual(["Order"]);
  page.search("someone buys");
  expect([page.modelsIn("found"), page.find("#count").textContent]).toEqual([["Customer"], "1 of 15 models"]);
  page.search("no such thing");
  expect([page.modelsIn("found"), page.find("#count").textContent]).toEqual([[], "0 of 15 models"]);
  page.press("Escape");
  expect([page.isDimmed(), page.find("#count").textContent]).toEqual([false, "15 models"]);
});

it("marks the rows that were found, and the relations between what was", () => {
  page.search("variant");
  const rows = [...page.find('.model[data-name="OrderLine"]').querySelectorAll(".row.hit")];
  expect(rows.map((row) => row.getAttribute("data-field"))).toEqual(["variantCode"]);
  expect(page.edgesIn("related")).toEqual(expect.arrayContaining(["Variant OrderLine", "Variant StockItem"]));
});

it("goes from one model to the next with Enter, the one that was meant first, and fills the screen with it", () => {
  page.search("order");
  page.press("Enter", page.find("#search"));
  expect(page.modelsIn("current")).toEqual(["Order"]);
  const [x = 0, y = 0, width = 0, height = 0] = page.view();
  const [left = 0, top = 0] =
    page.find('.model[data-name="Order"]').getAttribute("transform")?.match(/\d+/g)?.map(Number) ?? [];
  expect(left > x && left < x + width && top > y && top < y + height).toBe(true);
  expect(width).toBeLessThanOrEqual(screen.width);
  page.press("Enter", page.find("#search"));
  expect(page.modelsIn("current")).toEqual(["OrderLine"]);
});

it("shows a model that is clicked with what it is related to", () => {
  page.send(page.find('.model[data-name="Variant"] .head'), "click");
  expect(page.modelsIn("found").sort((a, b) => ((a ?? "") < (b ?? "") ? -1 : 1))).toEqual([
    "OrderLine",
    "Product",
    "StockItem",
    "Variant",
  ]);
  expect(page.edgesIn("related")).toEqual(
    expect.arrayContaining(["Product Variant", "Variant StockItem", "Variant OrderLine"]),
  );
  page.send(page.find(".joinery-diagram"), "click");
  expect(page.isDimmed()).toBe(false);
});

it("tells the documentation of what the pointer is over, as text", () => {
  page.send(page.find('.model[data-name="Customer"] .title text'), "pointermove", { clientX: 10, clientY: 10 });
  const tip = page.find("#tip");
  expect([tip.textContent, tip.hasAttribute("hidden")]).toEqual([
    "Customer\ntable customers\nSomeone who buys.",
    false,
  ]);
  page.send(page.find(".joinery-diagram"), "pointermove", { clientX: 10, clientY: 10 });
  expect(tip.hasAttribute("hidden")).toBe(true);
});

it("zooms around the pointer with the wheel, and by keys and buttons", () => {
  const pointAt = ([x = 0, y = 0, width = 0, height = 0]: number[]) => [
    x + (width * 400) / 1600,
    y + (height * 300) / 1000,
  ];
  const before = page.view();
  page.send(page.find(".joinery-diagram"), "wheel", { deltaY: -200, deltaMode: 0, clientX: 400, clientY: 300 });
  const after = page.view();
  expect(after[2]).toBeLessThan(before[2] ?? 0);
  for (const [index, value] of pointAt(after).entries()) expect(value).toBeCloseTo(pointAt(before)[index] ?? 0);
  page.press("0");
  expect(page.view()).toEqual(before);
  page.press("+");
  expect(page.view()[2]).toBeCloseTo((before[2] ?? 0) / 1.3);
  page.send(page.find('button[value="fit"]'), "click");
  expect(page.view()).toEqual(before);
  page.press("ArrowRight");
  expect(page.view()[0]).toBeGreaterThan(before[0] ?? 0);
});

it("changes between light and dark", () => {
  const theme = () => page.find("html").getAttribute("data-theme");
  page.send(page.find('button[value="theme"]'), "click");
  expect(theme()).toBe("dark");
  page.send(page.find('button[value="theme"]'), "click");
  expect(theme()).toBe("light");
});
