import { onEveryDialect } from "@joinery/conformance";
import { createClient, type Client, type Query } from "@joinery/runtime";
import { countStatements } from "./count-statements.js";
import { compileModels, createTables, executeSql } from "./create-tables.js";

const schema = compileModels(`
model Album {
  id     Int     @id
  artist Artist?
  tracks Track[] @orderBy(side(sort: desc), position) @cascade(all)
  tags   Tag[]   @orderBy(name)
}

model Artist {
  id     Int     @id
  albums Album[] @orderBy(id(sort: desc))
}

model Track {
  id       Int    @id
  side     String
  position Int?
  album    Album

  @@index([album, side(sort: desc)])
}

model Tag {
  id     Int     @id
  name   String
  albums Album[] @orderBy(artist, id)
}
`);

interface Row {
  readonly id: number;
  readonly tracks: readonly Row[];
  readonly albums: readonly Row[];
  readonly tags: readonly Row[];
}

interface Repository {
  findMany(args: object): Query<Row[]>;
  getById(id: number, args: object): Query<Row>;
  createMany(args: { data: readonly object[] }): Promise<number>;
}

type Albums = Client & Readonly<Record<"albums" | "artists" | "tracks" | "tags", Repository>>;

const albums = 100;
const idsOf = (rows: readonly { readonly id: number }[]) => rows.map(({ id }) => id);

onEveryDialect((fixture) => {
  let db: Albums;

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = createClient<Albums>({ url: fixture.url, schema, models: {} });
    const ids = Array.from({ length: albums }, (_, index) => index + 1);
    await db.artists.createMany({ data: [{ id: 1 }, { id: 2 }] });
    await db.albums.createMany({ data: ids.map((id) => ({ id, artistId: id % 3 === 0 ? null : id % 3 })) });
    // Of each album: two tracks on side B in one position, then two on side A, the one without a position last.
    await db.tracks.createMany({
      data: ids.flatMap((albumId) => [
        { id: albumId * 10 + 4, albumId, side: "B", position: 1 },
        { id: albumId * 10 + 1, albumId, side: "A", position: null },
        { id: albumId * 10 + 3, albumId, side: "B", position: 1 },
        { id: albumId * 10 + 2, albumId, side: "A", position: 7 },
      ]),
    });
    await db.tags.createMany({ data: ["c", "a", "b"].map((name, index) => ({ id: index + 1, name })) });
    await executeSql(fixture.url, "insert into albums_tags select a.id, t.id from albums a, tags t");
  });
  afterAll(() => db.dispose());

  const inOrder = (album: number, ...tracks: number[]) => tracks.map((track) => album * 10 + track);

  it("sorts a list as the schema says, ties by the key, for one parent and for a hundred", async () => {
    const find = (limit: number) => db.albums.findMany({ orderBy: { id: "asc" }, limit, include: { tracks: true } });
    expect(find(1).plan().statements).toBe(2);
    const one = await countStatements(db, () => find(1));
    const all = await countStatements(db, () => find(albums));
    expect([one.statements, all.statements]).toEqual([2, 2]);
    expect(all.result.map(({ tracks }) => idsOf(tracks))).toEqual(
      Array.from({ length: albums }, (_, index) => inOrder(index + 1, 3, 4, 2, 1)),
    );
    expect(one.result[0]).toStrictEqual(all.result[0]);
  });

  it("sorts the only parent's list, and pages of every list", async () => {
    const { tracks } = await db.albums.getById(7, { include: { tracks: true } });
    expect(idsOf(tracks)).toEqual(inOrder(7, 3, 4, 2, 1));
    const page = { include: { tracks: { offset: 1, limit: 2 } } };
    const found = await db.albums.findMany({ orderBy: { id: "asc" }, ...page });
    expect(found.map((album) => idsOf(album.tracks))).toEqual(found.map(({ id }) => inOrder(id, 4, 2)));
    expect(idsOf((await db.albums.getById(7, page)).tracks)).toEqual(inOrder(7, 4, 2));
  });

  it("gives way to the order of a call", async () => {
    const include = { tracks: { orderBy: { id: "desc" } } };
    expect(idsOf((await db.albums.getById(7, { include })).tracks)).toEqual(inOrder(7, 4, 3, 2, 1));
    const none = db.albums.getById(7, { include: { tracks: { orderBy: [] } } });
    expect(none.toSQL()[1]).toMatch(/ order by "t0"\."id" asc$/);
    expect(
      db.albums
        .getById(7, { include: { tracks: true } })
        .toSQL()
        .join(),
    ).toContain("order by");
  });

  it("breaks ties in the direction in which an index is read", async () => {
    const find = (side: "asc" | "desc") => db.albums.getById(7, { include: { tracks: { orderBy: { side } } } });
    // The index is descending, and rows that are alike lie in it by their keys, ascending.
    expect(idsOf((await find("desc")).tracks)).toEqual(inOrder(7, 3, 4, 1, 2));
    expect(idsOf((await find("asc")).tracks)).toEqual(inOrder(7, 2, 1, 4, 3));
    for (const side of ["asc", "desc"] as const) {
      const [, tracks] = await find(side).explain();
      expect(tracks!.plan).toContain("album_id");
      if (fixture.dialect === "sqlite") expect(tracks!.plan).not.toContain("ORDER BY");
    }
  });

  it("sorts many-to-many lists, by a relation's key too, and lists of what is nested", async () => {
    const [tag] = await db.tags.findMany({
      where: { id: 1 },
      include: { albums: { where: { id: { lte: 6 } }, include: { tags: true } } },
    });
    expect(idsOf(tag!.albums)).toEqual([1, 4, 2, 5, 3, 6]);
    expect(tag!.albums.map((album) => idsOf(album.tags))).toEqual(tag!.albums.map(() => [2, 3, 1]));
    const artist = await db.artists.getById(1, { select: { albums: { select: { id: true }, limit: 2 } } });
    expect(artist).toStrictEqual({ albums: [{ id: 100 }, { id: 97 }] });
  });
});
