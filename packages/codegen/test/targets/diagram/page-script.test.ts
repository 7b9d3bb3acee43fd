import { join } from "node:path";
import type { Browser, Page } from "puppeteer-core";
import { renderDiagram } from "../../../src/index.js";
import { openBrowser } from "../../open-browser.js";
import { readSchema } from "../../read-schema.js";
import { makeHostile } from "./hostile-schema.js";
import { hundredModels } from "./hundred-models.js";

const shop = readSchema(join(__dirname, "../../../../../schemas/shop.model"));
const screen = { width: 1600, height: 1000 };

let browser: Browser;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

async function open(schema: typeof shop): Promise<void> {
  page = await browser.newPage();
  complaints = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => complaints.push(`asks for ${request.url().slice(0, 100)}`));
  await page.setViewport(screen);
  await page.setContent(await renderDiagram(schema, { format: "html" }));
}

afterEach(async () => {
  expect(complaints).toEqual([]);
  await page.close();
});

const textOf = (selector: string): Promise<string> => page.$eval(selector, (element) => String(element.textContent));
const view = async (): Promise<readonly number[]> =>
  (await page.$eval(".joinery-diagram", (svg) => String(svg.getAttribute("viewBox")))).split(" ").map(Number);
const namesIn = (selector: string): Promise<string[]> =>
  page.$$eval(selector, (models) => models.map((model) => String(model.getAttribute("data-name"))));
const edgesIn = (selector: string): Promise<string[]> =>
  page.$$eval(selector, (edges) =>
    edges.map((edge) => `${edge.getAttribute("data-from")} ${edge.getAttribute("data-to")}`),
  );
const isDimmed = (): Promise<boolean> => page.$eval(".joinery-diagram", (svg) => svg.classList.contains("dimmed"));

async function search(text: string): Promise<void> {
  await page.keyboard.press("Escape");
  await page.$eval("#search", (input) => ((input as unknown as { value: string }).value = ""));
  await page.type("#search", text);
}

/** What of a picture of a hundred models cannot be read: text that leaves its box, boxes that cover each other. */
function findIllegible(): Promise<string[]> {
  return page.$$eval(".model", (models) => {
    const boxes = models.map((model) => ({
      name: String(model.getAttribute("data-name")),
      paper: model.querySelector(".paper")?.getBoundingClientRect(),
      texts: [...model.querySelectorAll("text")].map((text) => ({
        text: text.textContent,
        box: text.getBoundingClientRect(),
      })),
    }));
    const found: string[] = [];
    for (const { name, paper, texts } of boxes) {
      if (!paper) return [`${name} has no paper`];
      for (const { text, box } of texts) {
        if (box.left < paper.left - 1 || box.right > paper.right + 1) found.push(`${name}: "${text}" leaves its box`);
      }
      for (const other of boxes) {
        if (other.name === name || !other.paper) continue;
        const isApart =
          other.paper.left >= paper.right ||
          other.paper.right <= paper.left ||
          other.paper.top >= paper.bottom ||
          other.paper.bottom <= paper.top;
        if (!isApart) found.push(`${name} and ${other.name} cover each other`);
      }
    }
    return found;
  });
}

describe("with the schema of a shop", () => {
  beforeEach(() => open(shop));

  it("shows all of the picture at first, its texts inside their boxes", async () => {
    const outside = await page.$$eval(
      ".model",
      (models, { width, height }) =>
        models.filter((model) => {
          const { left, top, right, bottom } = model.getBoundingClientRect();
          return left < 0 || top < 0 || right > width || bottom > height;
        }).length,
      screen,
    );
    expect(outside).toBe(0);
    expect(await findIllegible()).toEqual([]);
    expect(await textOf("#count")).toBe("18 models");
  });

  it("finds models by name, field, enum member and documentation, whatever the case, all words together", async () => {
    await search("LOYALTY");
    expect([await namesIn(".model.found"), await isDimmed()]).toEqual([["LoyaltyCard"], true]);
    await search("wareHouseId");
    expect(await namesIn(".model.found")).toEqual(["StockItem"]);
    await search("shipped");
    expect(await namesIn(".model.found")).toEqual(["Order"]);
    await search("someone buys");
    expect([await namesIn(".model.found"), await textOf("#count")]).toEqual([["Customer"], "1 of 18 models"]);
    await search("no such thing");
    expect([await namesIn(".model.found"), await textOf("#count")]).toEqual([[], "0 of 18 models"]);
    await page.keyboard.press("Escape");
    expect([await isDimmed(), await textOf("#count")]).toEqual([false, "18 models"]);
  });

  it("marks the rows that were found, and the relations between what was", async () => {
    await search("variant");
    const rows = await page.$$eval('.model[data-name="OrderLine"] .row.hit', (hits) =>
      hits.map((row) => row.getAttribute("data-field")),
    );
    expect(rows).toEqual(["variantCode"]);
    expect(await edgesIn(".edge.related")).toEqual(expect.arrayContaining(["Variant OrderLine", "Variant StockItem"]));
  });

  it("goes from one model to the next with Enter, the one that was meant first, and shows it in the middle", async () => {
    await search("order");
    await page.keyboard.press("Enter");
    expect(await namesIn(".model.current")).toEqual(["Order"]);
    const box = await (await page.$('.model[data-name="Order"]'))?.boundingBox();
    expect(
      box && box.x > 0 && box.y > 0 && box.x + box.width < screen.width && box.y + box.height < screen.height,
    ).toBe(true);
    await page.keyboard.press("Enter");
    expect(await namesIn(".model.current")).toEqual(["OrderLine"]);
  });

  it("shows a model that is clicked with what it is related to", async () => {
    await page.click('.model[data-name="Variant"] .head');
    expect((await namesIn(".model.found")).toSorted()).toEqual(["OrderLine", "Product", "StockItem", "Variant"]);
    expect(await edgesIn(".edge.related")).toEqual(
      expect.arrayContaining(["Product Variant", "Variant StockItem", "Variant OrderLine"]),
    );
    await page.mouse.click(5, screen.height - 5);
    expect(await isDimmed()).toBe(false);
  });

  it("tells the documentation of what the pointer is over", async () => {
    await page.hover('.model[data-name="Customer"] .title text');
    const tip = await page.$eval("#tip", (element) => ({
      text: element.textContent,
      isSeen: element.checkVisibility(),
      right: element.getBoundingClientRect().right,
    }));
    expect(tip).toMatchObject({ text: "Customer\ntable customers\nSomeone who buys.", isSeen: true });
    expect(tip.right).toBeLessThan(screen.width);
    await page.mouse.move(5, screen.height - 5);
    expect(await page.$eval("#tip", (element) => element.checkVisibility())).toBe(false);
  });

  it("zooms around the pointer with the wheel, and by keys and buttons", async () => {
    const pointAt = ([x = 0, y = 0, width = 0, height = 0]: readonly number[]) => [
      x + (width * 400) / screen.width,
      y + (height * 300) / screen.height,
    ];
    const before = await view();
    await page.mouse.move(400, 300);
    await page.mouse.wheel({ deltaY: -200 });
    await page.waitForFunction(
      `document.querySelector(".joinery-diagram").getAttribute("viewBox") !== "${before.join(" ")}"`,
    );
    const after = await view();
    expect(after[2]).toBeLessThan(before[2] ?? 0);
    for (const [index, value] of pointAt(after).entries()) expect(value).toBeCloseTo(pointAt(before)[index] ?? 0);
    await page.keyboard.press("0");
    expect(await view()).toEqual(before);
    await page.keyboard.press("+");
    expect((await view())[2]).toBeCloseTo((before[2] ?? 0) / 1.3);
    await page.click('button[value="fit"]');
    expect(await view()).toEqual(before);
    await page.keyboard.press("ArrowRight");
    expect((await view())[0]).toBeGreaterThan(before[0] ?? 0);
  });

  it("is moved by dragging", async () => {
    const [x = 0, y = 0, width = 0] = await view();
    await page.mouse.move(800, 900);
    await page.mouse.down();
    await page.mouse.move(900, 850, { steps: 4 });
    await page.mouse.up();
    const [movedX = 0, movedY = 0] = await view();
    const unit = width / screen.width;
    expect([movedX - x, movedY - y].map((way) => Math.round(way / unit))).toEqual([-100, 50]);
  });

  it("changes between light and dark", async () => {
    const colour = () =>
      page.$eval(".model .paper", (paper) => String(paper.ownerDocument.defaultView?.getComputedStyle(paper).fill));
    const light = await colour();
    await page.click('button[value="theme"]');
    const dark = await colour();
    expect(dark).not.toBe(light);
    await page.click('button[value="theme"]');
    expect(await colour()).toBe(light);
  });
});

it("draws a hundred models so that each can be read", async () => {
  await open(hundredModels());
  expect(await findIllegible()).toEqual([]);
  await search("Area7Model3");
  await page.keyboard.press("Enter");
  const box = await (await page.$('.model[data-name="Area7Model3"] .title text'))?.boundingBox();
  expect(box?.height).toBeGreaterThan(10);
});

it("takes nothing that a schema says for markup or a script", async () => {
  await open(makeHostile(shop));
  expect(await page.$$eval("script", (scripts) => scripts.length)).toBe(1);
});
