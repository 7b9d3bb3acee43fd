import { connect } from "@joinery/generated/movies/client.js";
import type { PlanStep } from "@joinery/runtime";
import { Story } from "./story.js";

const films = [
  ["Metropolis", 1927, "Fritz", "Lang"],
  ["M", 1931, "Fritz", "Lang"],
  ["The Thin Man", 1934, "W. S.", "Van Dyke"],
  ["The Lady Vanishes", 1938, "Alfred", "Hitchcock"],
  ["Rebecca", 1940, "Alfred", "Hitchcock"],
  ["Laura", 1944, "Otto", "Preminger"],
] as const;

/** Shows that the number of statements does not depend on the number of rows. */
export async function tellMovies(url: string): Promise<void> {
  const db = connect(url);
  try {
    await fill(db);
    const story = new Story(db);
    await story.tell("One film with its directors and its best review", () =>
      db.movies.findMany({
        orderBy: { year: "asc" },
        limit: 1,
        include: {
          directors: { orderBy: { position: "asc" }, include: { person: true } },
          reviews: { orderBy: { rating: "desc" }, limit: 1, include: { author: { select: { name: true } } } },
        },
      }),
    );
    const all = () =>
      db.movies.findMany({
        orderBy: { year: "asc" },
        include: {
          directors: { orderBy: { position: "asc" }, include: { person: true } },
          reviews: { orderBy: { rating: "desc" }, limit: 1, include: { author: { select: { name: true } } } },
        },
      });
    await story.tell("All films: as many statements, however many rows", async () => {
      const movies = await all();
      return movies.map(({ title, directors, reviews: [best] }) => {
        const names = directors.map(({ person }) => person.lastName);
        return `${title} by ${names.join(", ")}: ${best?.rating} of 10, says ${best?.author.name}`;
      });
    });
    await story.tell("Known before anything is sent: how it will be answered, and why so", () => {
      const list = (step: PlanStep): string[] => [
        `${step.relation ?? step.model}: ${step.strategy}, ${step.reason}`,
        ...step.steps.flatMap(list),
      ];
      return all().plan().steps.flatMap(list);
    });
    await story.tell("2,000 rows in one transaction", () =>
      db.events.createMany({
        data: Array.from({ length: 2000 }, (_, index) => ({
          kind: "view",
          path: `/movies/${index % 6}`,
          amount: index / 10,
        })),
      }),
    );
  } finally {
    await db.dispose();
  }
}

async function fill(db: ReturnType<typeof connect>): Promise<void> {
  const critic = await db.users.create({ data: { name: "Pauline", email: "pauline@example.com" } });
  for (const [title, year, firstName, lastName] of films) {
    const movie = await db.movies.create({ data: { title, year, description: `A film of ${year}.` } });
    const name = { firstName, lastName };
    const known = await db.people.findFirst({ where: name });
    const person = known ?? (await db.people.create({ data: name }));
    await db.directors.create({ data: { movieId: movie.id, personId: person.id, position: 1 } });
    const ratings = [6, 8, 7].map((rating, index) => rating + ((year + index) % 3));
    await db.reviews.createMany({
      data: ratings.map((rating) => ({ body: "Seen.", rating, authorId: critic.id, movieId: movie.id })),
    });
  }
}
