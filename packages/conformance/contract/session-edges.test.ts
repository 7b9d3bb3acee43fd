import { onEveryDialect } from "@joinery/conformance";
import { InvalidObject, UniqueViolation, type Client } from "@joinery/runtime";
import { countStatements } from "./count-statements.js";
import { compileModels } from "./create-tables.js";
import { openThings, Thing, type Things } from "./open-things.js";

const schema = compileModels(`
model Owner {
  id    Int    @id @default(autoincrement())
  name  String
  pets  Pet[]  @cascade(all)
  toys  Toy[]
}

model Pet {
  id    Int     @id @default(autoincrement())
  name  String
  age   Int     @default(1)
  size  Int?
  note  String?
  kind  Kind    @default(cat)
  marks String[] @default([])
  data  Json?
  owner Owner
  toys  Toy[]
}

enum Kind {
  cat
  dog
}

model Toy {
  id    Int    @id @default(autoincrement())
  name  String
  pet   Pet?
  owner Owner?
}

/// Two that lead to each other, each with a version.
model Husband {
  id      Int   @id @default(autoincrement())
  version Int   @version
  wife    Wife?
  ofs     Wife[]
}

model Wife {
  id      Int      @id @default(autoincrement())
  version Int      @version
  husband Husband? @relation(inverse: ofs)
}

model Seat {
  id     Int     @id
  number Int     @unique
  badge  String? @unique
}
`);

const Owner = class Owner extends Thing {};
const Pet = class Pet extends Thing {};
const Toy = class Toy extends Thing {};
const Husband = class Husband extends Thing {};
const Wife = class Wife extends Thing {};
const Seat = class Seat extends Thing {};

onEveryDialect((fixture) => {
  let db: Client & Readonly<Record<"owners" | "pets" | "toys" | "husbands" | "wives" | "seats", Things>>;

  beforeAll(async () => {
    db = await openThings(fixture.url, schema, [Owner, Pet, Toy, Husband, Wife, Seat]);
  });
  afterAll(() => db.dispose());

  const write = async (pets = 2): Promise<number> => {
    const owner = new Owner({
      name: "Ada",
      pets: Array.from({ length: pets }, (_, row) => new Pet({ name: `${row}`, toys: [new Toy({ name: "ball" })] })),
    });
    await db.session(async (session) => void session.add(owner));
    return owner.id as number;
  };

  describe("merge", () => {
    it("takes a graph that leads back to itself", async () => {
      const id = await write(1);
      const read = await db.owners.getById(id, { include: { pets: { include: { owner: true } } } });
      const [pet] = read.pets as Thing[];
      pet!.owner = read;
      read.name = "merged";
      pet!.name = "merged too";
      await db.session(async (session) => {
        const { result, statements } = await countStatements(db, () => session.merge(read));
        // The owner with its pets, the pets with their owner: one for each model and what is included in it.
        expect(statements).toBeLessThanOrEqual(4);
        expect(result.pets[0].owner).toBe(result);
        expect(result).not.toBe(read);
      });
      const merged = await db.owners.getById(id, { include: { pets: true } });
      expect(merged).toMatchObject({ name: "merged", pets: [{ name: "merged too" }] });
    });

    it("leaves relations that the given object does not hold", async () => {
      const id = await write(2);
      const read = await db.owners.getById(id);
      read.name = "merged";
      await db.session(async (session) => {
        const own = await session.owners.getById(id, { include: { pets: true } });
        expect(await session.merge(read)).toBe(own);
        expect(own.pets).toHaveLength(2);
      });
      expect(await db.pets.count({ where: { ownerId: id } })).toBe(2);
    });

    it("makes a graph of which nothing is there, with what leads back", async () => {
      const owner = new Owner({ name: "new" });
      owner.pets = [new Pet({ name: "a", owner }), new Pet({ name: "b", owner })];
      const made = await db.session(async (session) => {
        const merged = await session.merge(owner);
        expect(merged.pets.every((pet: Thing) => pet.owner === merged)).toBe(true);
        return merged;
      });
      expect(owner.id).toBeUndefined();
      expect(await db.pets.count({ where: { ownerId: made.id } })).toBe(2);
    });
  });

  describe("expunge", () => {
    it("leaves new children of what it lets go alone", async () => {
      const id = await write(1);
      await db.session(async (session) => {
        const owner = await session.owners.getById(id, { include: { pets: true } });
        const pet = new Pet({ name: "never" });
        owner.pets.push(pet);
        session.expunge(owner);
        await session.flush();
        expect(session.contains(pet)).toBe(false);
        expect(session.contains(owner.pets[0])).toBe(true);
      });
      expect(await db.pets.count({ where: { ownerId: id } })).toBe(1);
    });

    it("forgets what was to be inserted, and reads a row anew as another object", async () => {
      const id = await write(0);
      await db.session(async (session) => {
        const added = session.add(new Owner({ name: "never" }));
        session.expunge(added);
        const owner = await session.owners.getById(id);
        session.expunge(owner);
        expect(await session.owners.getById(id)).not.toBe(owner);
        expect(await session.owners.count({ where: { name: "never" } })).toBe(0);
        await session.flush();
        expect(added.id).toBeUndefined();
      });
    });
  });

  describe("refresh and expire", () => {
    it("reads lists in lists that are held, and throws away what was done to them", async () => {
      const id = await write(2);
      await db.session(async (session) => {
        const owner = await session.owners.getById(id, { include: { pets: { include: { toys: true } } } });
        const [pet] = owner.pets as Thing[];
        owner.pets.push(new Pet({ name: "never" }));
        await session.toys.create({ data: { name: "bone", petId: pet!.id } });
        await session.refresh(owner);
        expect(owner.pets).toHaveLength(2);
        expect(owner.pets).toContain(pet);
        await session.refresh(pet!);
        expect(pet!.toys).toHaveLength(2);
      });
      expect(await db.pets.count({ where: { ownerId: id } })).toBe(2);
    });

    it("gives what it had where it is touched, and reads nothing by itself", async () => {
      const id = await write(1);
      await db.session(async (session) => {
        const owner = await session.owners.getById(id, { include: { pets: true } });
        owner.pets.pop();
        owner.name = "mine";
        session.expire(owner);
        const { statements } = await countStatements(db, async () => {
          expect([owner.name, owner.pets.length]).toEqual(["Ada", 1]);
          await session.flush();
        });
        expect(statements).toBe(0);
        await session.toys.updateMany({ all: true, data: { petId: null } });
        await session.pets.deleteMany({ where: { ownerId: id } });
        await session.owners.getById(id, { include: { pets: true } });
        expect(owner.pets).toEqual([]);
      });
    });
  });

  describe("undoing", () => {
    it("knows a row by its key again, whatever the program did to it", async () => {
      await using session = db.openSession();
      const seat = session.add(new Seat({ id: 900, number: 900 }));
      await session.commit();
      seat.number = 901;
      await session.flush();
      seat.id = 902;
      await session.rollback();
      expect([seat.id, seat.number]).toEqual([900, 900]);
      expect(await session.seats.getById(900)).toBe(seat);
      expect(await session.seats.getById(902).catch(() => "nowhere")).toBe("nowhere");
    });

    it("gives new objects back what they were given", async () => {
      const [one, two] = [await write(0), await write(0)];
      await using session = db.openSession();
      const other = await session.owners.getById(two);
      const pet = session.add(new Pet({ name: "a", ownerId: one, owner: other }));
      await session.flush();
      expect([pet.ownerId, pet.age, pet.id > 0]).toEqual([two, 1, true]);
      pet.name = "b";
      await session.flush();
      await session.rollback();
      expect(Object.keys(pet).sort()).toEqual(["name", "owner", "ownerId"]);
      expect(pet).toMatchObject({ name: "a", ownerId: one });
      session.add(pet);
      await session.commit();
      expect(await db.pets.getById(pet.id)).toMatchObject({ name: "a", ownerId: two });
    });

    it("undoes a part within a part, and then the whole", async () => {
      const id = await write(0);
      await using session = db.openSession();
      const owner = await session.owners.getById(id);
      owner.name = "outer";
      await session.transaction(async () => {
        owner.name = "inner";
        await session.flush();
        await expect(
          session.transaction(async () => {
            owner.name = "innermost";
            await session.flush();
            throw new Error("no");
          }),
        ).rejects.toThrow("no");
        expect(owner.name).toBe("inner");
      });
      expect(owner.name).toBe("inner");
      await session.rollback();
      expect(owner.name).toBe("Ada");
    });
  });

  it("refuses objects of another model that it holds already", async () => {
    const id = await write(1);
    const change = db.session(async (session) => {
      const owner = await session.owners.getById(id, { include: { pets: true } });
      owner.pets.push(session.add(new Toy({ name: "ball" })));
    });
    await expect(change).rejects.toThrow("Owner.pets: Expected an object of Pet, got one of Toy.");
    const assignment = db.session(async (session) => {
      const pet = await session.pets.findFirst({ where: { ownerId: id }, include: { owner: true } });
      pet!.owner = pet;
    });
    await expect(assignment).rejects.toThrow("Pet.owner: Expected an object of Owner, got one of Pet.");
  });

  it("deletes rows with versions that lead to each other", async () => {
    const husband = new Husband({});
    const wife = new Wife({ husband });
    husband.wife = wife;
    await db.session(async (session) => void session.add(husband));
    await db.session(async (session) => {
      session.delete(await session.husbands.getById(husband.id));
      session.delete(await session.wives.getById(wife.id));
    });
    expect([await db.husbands.count(), await db.wives.count()]).toEqual([0, 0]);
  });

  describe("unique values", () => {
    it("swaps those that may be null, and says what to do with others", async () => {
      await db.session(async (session) => {
        session.addAll([1, 2, 3].map((id) => new Seat({ id, number: id, badge: `badge ${id}` })));
      });
      await db.session(async (session) => {
        const [a, b, c] = await session.seats.findMany({ where: { id: { lte: 3 } }, orderBy: { id: "asc" } });
        [a!.badge, b!.badge, c!.badge] = [b!.badge, c!.badge, a!.badge];
      });
      const seats = await db.seats.findMany({ where: { id: { lte: 3 } }, orderBy: { id: "asc" } });
      expect(seats.map(({ badge }) => badge as string)).toEqual(["badge 2", "badge 3", "badge 1"]);
      const swap = db.session(async (session) => {
        const [a, b] = await session.seats.findMany({ where: { id: { lte: 2 } }, orderBy: { id: "asc" } });
        [a!.number, b!.number] = [b!.number, a!.number];
      });
      await expect(swap).rejects.toThrow(InvalidObject);
      await expect(swap).rejects.toThrow("number");
      await db.session(async (session) => {
        const row = await session.seats.findMany({ where: { id: { lte: 3 } }, orderBy: { id: "asc" } });
        row.forEach((seat) => (seat.number += 1));
      });
      expect(await db.seats.count({ where: { id: 3, number: 4 } })).toBe(1);
      const taken = db.session(async (session) => void ((await session.seats.getById(1)).number = 3));
      await expect(taken).rejects.toThrow(UniqueViolation);
    });
  });

  it("sends as many statements as there are tables, however many sets of fields have changed", async () => {
    const owner = await db.owners.create({ data: { name: "many" } });
    await db.pets.createMany({ data: Array.from({ length: 64 }, (_, row) => ({ name: `${row}`, ownerId: owner.id })) });
    await db.session(async (session) => {
      const pets = await session.pets.findMany({ where: { ownerId: owner.id }, orderBy: { id: "asc" } });
      pets.forEach((pet, row) => {
        if (row & 1) pet.name = `changed ${row}`;
        if (row & 2) pet.age = row;
        if (row & 4) pet.size = row;
        if (row & 8) pet.note = row & 16 ? "noted" : "";
        if (row & 16) pet.kind = "dog";
        if (row & 32) [pet.marks, pet.data] = [[`${row}`], { row }];
      });
      await session.pets.updateMany({ where: { ownerId: owner.id }, data: { note: "theirs" } });
      const { statements } = await countStatements(db, () => session.flush());
      expect(statements).toBeLessThanOrEqual(fixture.pick({ postgresql: 1, sqlite: 7 }));
    });
    const pets = await db.pets.findMany({ where: { ownerId: owner.id }, orderBy: { id: "asc" } });
    pets.forEach((pet, row) => {
      expect(pet).toMatchObject({
        name: row & 1 ? `changed ${row}` : `${row}`,
        age: row & 2 ? row : 1,
        size: row & 4 ? row : null,
        note: row & 8 ? (row & 16 ? "noted" : "") : "theirs",
        kind: row & 16 ? "dog" : "cat",
        marks: row & 32 ? [`${row}`] : [],
        data: row & 32 ? { row } : null,
      });
    });
  });

  it("loads more for objects that were new, once they are written, for all in one statement", async () => {
    await using session = db.openSession();
    const owners = ["a", "b", "c"].map((name) => session.add(new Owner({ name })));
    const [owner] = owners as [Thing, Thing, Thing];
    await expect((async () => void (await owner.load({ pets: true })))()).rejects.toThrow("once it is flushed");
    await session.flush();
    await session.rollback();
    await expect((async () => void (await owner.load({ pets: true })))()).rejects.toThrow("once it is flushed");
    session.addAll(owners);
    await session.flush();
    expect(() => owner.pets).toThrow("await owner.load({ pets: true })");
    await session.pets.create({ data: { name: "pet of a", ownerId: owner.id } });
    const { statements } = await countStatements(db, async () => {
      for (const each of owners) await each.load({ pets: true });
    });
    expect(statements).toBe(1);
    expect(owners.map(({ pets }) => pets.length as number)).toEqual([1, 0, 0]);
    owner.pets[0].name = "changed";
    await session.commit();
    expect(await db.pets.count({ where: { name: "changed", ownerId: owner.id } })).toBe(1);
    // It is a row by now, whoever holds it.
    await db.session(async (other) => {
      expect(() => other.add(owner)).toThrow("use merge");
      expect(await other.merge(owner)).not.toBe(owner);
    });
  });
});
