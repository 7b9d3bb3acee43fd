import { onEveryDialect } from "@joinery/conformance";
import {
  InvalidObject,
  RecordNotFound,
  RelationNotLoadedError,
  SessionClosed,
  StaleObject,
  UniqueViolation,
  type Client,
} from "@joinery/runtime";
import { countStatements } from "./count-statements.js";
import { compileModels } from "./create-tables.js";
import { openThings, Thing, type Things } from "./open-things.js";

const schema = compileModels(`
model Page {
  id      Int       @id @default(autoincrement())
  title   String
  slug    String    @unique
  data    Json?
  labels  String[]  @default([])
  shown   DateTime?
  bytes   Bytes?
  size    Int       @generated("length(title)")
  secret  String    @default("none") @hidden
  version Int       @version
  changed DateTime? @updatedAt
  notes   Note[]    @cascade(all)
}

model Note {
  id   Int     @id @default(autoincrement())
  text String
  page Page
}

model Item {
  id        Int       @id @default(autoincrement())
  name      String
  deletedAt DateTime?

  @@softDelete(deletedAt)
}
`);

const Page = class Page extends Thing {};
const Note = class Note extends Thing {};
const Item = class Item extends Thing {};

onEveryDialect((fixture) => {
  let db: Client & Readonly<Record<"pages" | "notes" | "items", Things>>;
  let serial = 0;

  beforeAll(async () => {
    db = await openThings(fixture.url, schema, [Page, Note, Item]);
  });
  afterAll(() => db.dispose());

  const page = (values: object = {}) => new Page({ title: "first", slug: `page-${++serial}`, ...values });
  const write = async (values: object = {}) => {
    const written = page({ notes: [new Note({ text: "a" }), new Note({ text: "b" })], ...values });
    await db.session(async (session) => void session.add(written));
    return written.id as number;
  };

  describe("changes", () => {
    it("finds what is changed in place, and sends that alone", async () => {
      const id = await write({
        data: { a: [1, { b: 2 }] },
        labels: ["x"],
        shown: new Date(0),
        bytes: new Uint8Array([1]),
      });
      const texts: string[] = [];
      await db.session(async (session) => {
        const found = await session.pages.getById(id);
        found.data.a[1].b = 3;
        found.labels.push("y");
        found.shown.setTime(1000);
        found.bytes[0] = 2;
        const stop = db.on("query", ({ sql }) => texts.push(sql));
        await session.flush();
        stop();
        expect(found.version).toBe(2);
        expect(found.changed).toBeInstanceOf(Date);
      });
      expect(texts).toHaveLength(1);
      expect(texts[0]).not.toMatch(/"title"|"slug"/);
      expect(await db.pages.getById(id)).toMatchObject({
        data: { a: [1, { b: 3 }] },
        labels: ["x", "y"],
        shown: new Date(1000),
        bytes: new Uint8Array([2]),
      });
    });

    it("compares JSON by what it holds", async () => {
      const id = await write({ data: { a: 1, b: [null, { c: 2, d: 3 }] } });
      const { statements } = await countStatements(db, () =>
        db.session(async (session) => {
          const found = await session.pages.getById(id);
          found.data = { b: [null, { d: 3, c: 2 }], a: 1 };
        }),
      );
      expect(statements).toBe(1);
    });

    it("reads back what the database computes, of new rows and of changed ones", async () => {
      const id = await write();
      await db.session(async (session) => {
        const found = await session.pages.getById(id);
        const added = session.add(page({ title: "longer", secret: "mine" }));
        found.title = "x";
        await session.flush();
        expect([found.size, added.size, added.version]).toEqual([1, 6, 1]);
        expect(added).toMatchObject({ secret: "mine", labels: [], data: null });
        expect(found).not.toHaveProperty("secret");
        found.title = "xy";
        added.title = "xyz";
        await session.flush();
        expect([found.version, added.version, found.size, added.size]).toEqual([3, 2, 2, 3]);
      });
    });

    it.each(["version", "size"])("refuses to change what is not the program's to change: %s", async (name) => {
      const id = await write();
      const change = db.session(async (session) => void ((await session.pages.getById(id))[name] = 7));
      await expect(change).rejects.toThrow(InvalidObject);
    });
  });

  describe("versions", () => {
    it.each([1, 20])("refuses to change %i rows that others have changed, and deletes none of them", async (count) => {
      const ids = await Promise.all(Array.from({ length: count }, () => write()));
      for (const work of ["change", "delete"]) {
        const stale = db.session(async (session) => {
          const found = await session.pages.findMany({ where: { id: { in: ids } } });
          await db.detached.pages.count();
          await session.pages.updateMany({ where: { id: ids.at(-1) }, data: { title: "other" } });
          for (const each of found) {
            if (work === "change") each.title = "mine";
            else session.delete(each);
          }
        });
        await expect(stale).rejects.toThrow(StaleObject);
      }
      expect(await db.pages.count({ where: { id: { in: ids }, version: 1 } })).toBe(count);
    });

    it("refuses to merge what was read before others changed it", async () => {
      const id = await write();
      const read = await db.pages.getById(id);
      await db.pages.update({ where: { id }, data: { title: "other" } });
      read.title = "mine";
      await expect(db.session((session) => session.merge(read))).rejects.toThrow(StaleObject);
    });
  });

  describe("identity", () => {
    it("leaves what an object holds, fills in what it lacks, and takes lists anew that are as they were", async () => {
      const id = await write();
      await db.session(async (session) => {
        const [part] = await session.pages.findMany({ where: { id }, omit: { data: true, title: true } });
        expect(part!.title).toBeUndefined();
        part!.slug = `mine-${id}`;
        await session.pages.updateMany({ where: { id }, data: { title: "other" } });
        const whole = await session.pages.getById(id, { include: { notes: { where: { text: "a" } } } });
        expect(whole).toBe(part);
        expect(whole).toMatchObject({ title: "other", slug: `mine-${id}`, data: null });
        expect(whole.notes).toHaveLength(1);
        const { notes } = whole;
        await session.pages.getById(id, { include: { notes: true } });
        expect(notes).toHaveLength(2);
        notes.pop();
        await session.pages.getById(id, { include: { notes: true } });
        expect(notes).toHaveLength(1);
        session.expunge(whole);
      });
    });

    it("knows new objects after the flush, and no stranger", async () => {
      await db.session(async (session) => {
        const added = session.add(page());
        expect(session.contains(added)).toBe(true);
        await session.flush();
        expect(await session.pages.getById(added.id)).toBe(added);
        expect(() => added.notes).toThrow(RelationNotLoadedError);
        expect(() => session.add({} as never)).toThrow(InvalidObject);
        expect(() => session.delete(page())).toThrow(InvalidObject);
        const outside = await db.detached.pages.findMany({ limit: 1 });
        for (const each of outside) expect(() => session.add(each)).toThrow("use merge");
        session.delete(added);
        session.add(added);
        await session.flush();
        expect(session.contains(added)).toBe(true);
        session.delete(added);
        await session.flush();
        expect(session.contains(added)).toBe(false);
        expect(() => session.add(added)).toThrow("It was deleted");
      });
    });
  });

  describe("merge", () => {
    it("takes over what was set, and leaves the rest", async () => {
      const id = await write({ data: { kept: true } });
      const given = new Page({ id, title: "merged", notes: [new Note({ text: "new" })] });
      await db.session(async (session) => {
        const { result, statements } = await countStatements(db, () => session.merge(given));
        expect(statements).toBe(2);
        expect(result).not.toBe(given);
        expect(result).toMatchObject({ id, title: "merged", data: { kept: true } });
        expect(await session.merge(given)).toBe(result);
      });
      const merged = await db.pages.getById(id, { include: { notes: true } });
      expect(merged).toMatchObject({ title: "merged", version: 2, notes: [{ text: "new" }] });
    });

    it("makes what is nowhere", async () => {
      const made = await db.session((session) => session.merge(page({ id: 100_000 + ++serial })));
      expect(await db.pages.getById(made.id)).toMatchObject({ title: "first", version: 1 });
    });
  });

  describe("refresh, expire, expunge", () => {
    it("reads a row again, with what it holds", async () => {
      const id = await write();
      await db.session(async (session) => {
        const found = await session.pages.getById(id, { include: { notes: true } });
        await session.pages.updateMany({ where: { id }, data: { title: "other" } });
        await session.notes.create({ data: { text: "c", pageId: id } });
        found.slug = "lost";
        found.notes.pop();
        await session.refresh(found);
        expect(found).toMatchObject({ title: "other", version: 2 });
        expect(found.slug).not.toBe("lost");
        expect(found.notes).toHaveLength(3);
        await session.notes.deleteMany({ where: { pageId: id } });
        await session.pages.deleteMany({ where: { id } });
        await expect(session.refresh(found)).rejects.toThrow(RecordNotFound);
        session.expunge(found);
        for (const note of found.notes) session.expunge(note);
      });
    });

    it("takes back what was changed, and takes what is read next", async () => {
      const id = await write();
      await db.session(async (session) => {
        const found = await session.pages.getById(id);
        found.title = "mine";
        session.expire(found);
        expect(found.title).toBe("first");
        await session.pages.updateMany({ where: { id }, data: { title: "other" } });
        await session.pages.getById(id);
        expect(found.title).toBe("other");
        session.expunge(found);
        found.title = "nobody's";
      });
      expect(await db.pages.getById(id)).toMatchObject({ title: "other" });
    });
  });

  describe("failures", () => {
    it("leaves objects and database as they were, and the session usable", async () => {
      const id = await write({ slug: "taken" });
      await db.session(async (session) => {
        const found = await session.pages.getById(id, { include: { notes: true } });
        const [added, twin] = [session.add(page()), session.add(page({ slug: "taken" }))];
        found.title = "mine";
        const [note] = found.notes.splice(0, 1);
        await expect(session.flush()).rejects.toThrow(UniqueViolation);
        expect([added.id, twin.id, found.version, note.pageId]).toEqual([undefined, undefined, 1, id]);
        twin.slug = "free";
        await session.flush();
        expect([added.id > 0, twin.id > 0, found.version]).toEqual([true, true, 2]);
      });
      expect(await db.pages.count({ where: { slug: "free" } })).toBe(1);
    });

    it("undoes a part alone, in the objects too", async () => {
      const id = await write();
      await db.session(async (session) => {
        const found = await session.pages.getById(id, { include: { notes: true } });
        found.title = "before";
        const [note] = found.notes;
        let added: Thing | undefined;
        const part = session.transaction(async () => {
          found.title = "within";
          added = session.add(page());
          found.notes.shift();
          await session.flush();
          expect([session.contains(note), added.id > 0, found.version]).toEqual([false, true, 3]);
          found.slug = "lost";
          throw new Error("no");
        });
        await expect(part).rejects.toThrow("no");
        expect(found).toMatchObject({ title: "before", version: 2 });
        expect(found.slug).not.toBe("lost");
        expect(found.notes[0]).toBe(note);
        expect([session.contains(note), session.contains(added!), added!.id]).toEqual([true, false, undefined]);
        await session.transaction(async () => void (note.text = "kept"));
      });
      const { title, version, notes } = await db.pages.getById(id, { include: { notes: { orderBy: { id: "asc" } } } });
      expect([title, version, notes.map((each: Thing) => each.text as string)]).toEqual(["before", 2, ["kept", "b"]]);
    });
  });

  describe("a session that is open", () => {
    it("commits, rolls back, and goes on", async () => {
      await using session = db.openSession({ expireOnCommit: true });
      const added = session.add(page());
      await session.commit();
      added.title = "lost";
      const other = session.add(page());
      await session.flush();
      await session.rollback();
      expect([added.title, other.id, session.contains(other)]).toEqual(["first", undefined, false]);
      await db.pages.update({ where: { id: added.id }, data: { title: "other" } });
      await session.pages.getById(added.id);
      added.data = [1];
      await session.commit();
      expect(await db.pages.getById(added.id)).toMatchObject({ title: "other", data: [1], version: 3 });
      added.slug = "taken";
      await expect(session.commit()).rejects.toThrow(UniqueViolation);
      expect(added.slug).not.toBe("taken");
      await session.close();
      expect(() => session.add(page())).toThrow(SessionClosed);
      await expect(session.pages.getById(added.id)).rejects.toThrow(SessionClosed);
    });

    it("undoes at its end what was not committed", async () => {
      const added = page();
      {
        await using session = db.openSession();
        session.add(added);
        await session.flush();
      }
      expect(await db.pages.count({ where: { slug: added.slug } })).toBe(0);
    });
  });

  it("flushes before calls where it is told to", async () => {
    const id = await write();
    for (const autoflush of [false, true]) {
      await db.session(
        async (session) => {
          const found = await session.pages.getById(id);
          found.title = `flushed ${autoflush}`;
          expect(await session.pages.count({ where: { id, title: found.title } })).toBe(autoflush ? 1 : 0);
        },
        { autoflush },
      );
    }
  });

  it("marks what is deleted softly", async () => {
    const item = new Item({ name: "a" });
    await db.session(async (session) => void session.add(item));
    await db.session(async (session) => session.delete(await session.items.getById(item.id)));
    expect(await db.items.count()).toBe(0);
    expect(await db.items.count({ withDeleted: true })).toBe(1);
  });
});
