import { onEveryDialect } from "@joinery/conformance";
import { diffCatalogs } from "../src/index.js";
import { kitchenSink } from "./kitchen-sink.js";
import { openDatabase, type MigratedDatabase } from "./migrated-database.js";

onEveryDialect((fixture) => {
  let database: MigratedDatabase;
  beforeAll(async () => {
    database = await openDatabase(fixture.url);
  });
  afterAll(() => database.close());

  it("finds no difference after every construct was created", async () => {
    await database.create(kitchenSink());
    const wanted = await database.lower(kitchenSink());
    const found = await database.catalog();
    // As it was written is nothing that a database remembers.
    const views = wanted.views?.map((view) => ({ ...view, source: undefined }));
    expect(found).toEqual({ ...wanted, views });
    expect(diffCatalogs(found, wanted)).toEqual([]);
    expect(diffCatalogs(wanted, found)).toEqual([]);
  });
});
