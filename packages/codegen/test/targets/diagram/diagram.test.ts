import { join } from "node:path";
import { buildDiagram, type EdgeEnd } from "../../../src/targets/diagram/diagram.js";
import { readSchema } from "../../read-schema.js";

const schema = readSchema(join(__dirname, "../../../../../schemas/shop.model"));
const diagram = buildDiagram(schema);

const show = ({ box, row, cardinality }: EdgeEnd) => `${cardinality} ${box}${row === undefined ? "" : `.${row}`}`;
const edges = diagram.edges.map(({ from, to, label }) => `${label}: ${show(from)}, ${show(to)}`);

it("has a box for each model, with its keys", () => {
  expect(diagram.boxes.map(({ name }) => name)).toEqual(schema.models.map(({ name }) => name));
  const card = diagram.boxes.find(({ name }) => name === "LoyaltyCard");
  expect(card?.table).toBe("loyalty_cards");
  expect(card?.documentation).toContain("At most one for each customer");
  expect(card?.rows.map(({ name, type, keys }) => [name, type, ...keys])).toEqual([
    ["number", "BigInt", "PK"],
    ["customerId", "Uuid", "FK", "UK"],
    ["points", "Int"],
    ["discount", "Decimal(5, 2)"],
  ]);
});

it("writes types as the language does, and knows an enum's members", () => {
  const rows = new Map(diagram.boxes.flatMap((box) => box.rows.map((row) => [`${box.name}.${row.name}`, row])));
  expect(rows.get("Customer.channels")).toMatchObject({ type: "Channel[]", members: ["EMAIL", "SMS", "POST"] });
  expect(rows.get("Variant.size")?.type).toBe("String(20)?");
});

it("tells views from tables, and their relations from foreign keys", () => {
  const views = diagram.boxes.filter(({ view }) => view !== undefined);
  expect(views.map(({ name, view }) => [name, view])).toEqual([
    ["ProductRating", "plain"],
    ["DailySales", "materialized"],
    ["Reach", "plain"],
  ]);
  expect(views[0]?.rows[0]).toMatchObject({ name: "productId", keys: ["PK"] });
  expect(diagram.edges.filter(({ isLoose }) => isLoose).map(({ label }) => label)).toEqual(["product / rating"]);
});

it("has one edge for each relation, however many of its ends are declared", () => {
  const owning = schema.models.flatMap(({ relations }) => relations.filter(({ kind }) => kind === "owning"));
  expect(diagram.edges).toHaveLength(owning.length + schema.joinTables.length);
});

it("draws what goes through a model as the edges of that model", () => {
  const related = buildDiagram(readSchema(join(__dirname, "../../golden/every-relation/input.model")));
  const labels = related.edges.map(({ label }) => label);
  expect(labels).toEqual(expect.arrayContaining(["sender / written", "receiver / received", "friends / friendOf"]));
  expect(labels.filter((label) => label.includes("writesTo"))).toEqual([]);
});

it("draws an edge for each model that an arc leads to", () => {
  const related = buildDiagram(readSchema(join(__dirname, "../../golden/every-relation/input.model")));
  const ofArc = related.edges.filter(({ to }) => to.box === "Stamp");
  expect(ofArc.map(({ from, to, label }) => `${label}: ${show(from)}, ${show(to)}`)).toEqual([
    "subject: zero-or-one Letter.senderId, many Stamp.subjectLetterSenderId",
    "subject: zero-or-one Passport.number, many Stamp.subjectPassportNumber",
    "maker: zero-or-one Team.tenantId, many Stamp.makerTeamTenantId",
    "maker: zero-or-one Person.id, many Stamp.makerPersonId",
    "maker: zero-or-one Country.code, many Stamp.makerCountryCode",
  ]);
});

it.each([
  ["one to many", "customer / addresses: one Customer.id, many Address.customerId"],
  ["one to one", "customer / card: one Customer.id, zero-or-one LoyaltyCard.customerId"],
  ["one that may be absent", "brand / products: zero-or-one Brand.id, many Product.brandId"],
  ["to itself", "replaces / replacedBy: zero-or-one Order.id, zero-or-one Order.replacesId"],
  ["by keys of several fields", "variant / lines: one Variant.productId, many OrderLine.productId"],
  ["many to many", "wishlist / wishedBy: many Customer, many Product"],
  ["many to many with itself", "goesWith / suits: many Product, many Product"],
])("knows %s", (_, edge) => {
  expect(edges).toContain(edge);
});
