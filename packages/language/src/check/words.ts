/** `OrderItem` → `Order`, `Item`; `HTTPServer2` → `HTTP`, `Server2`; `created_at` → `created`, `at`. */
export function splitWords(name: string): readonly string[] {
  const [lead = ""] = name.match(/^_+/) ?? [];
  const [first, ...others] = name.slice(lead.length).match(/[A-Z]+(?![a-z])[0-9]*|[A-Za-z][^A-Z_]*|[0-9]+/g) ?? [];
  // Leading underscores are part of the first word: `_id` and `id` are two names.
  return [lead + (first ?? ""), ...others];
}

/** Words joined by underscores, in lower case. */
export function snakeCase(words: readonly string[]): string {
  return words.map((word) => word.toLowerCase()).join("_");
}

/** Words joined, each but the first with a capital. */
export function camelCase(words: readonly string[]): string {
  return words
    .map((word) => word.toLowerCase())
    .map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join("");
}

/** The last word in the plural. */
export function pluralize(words: readonly string[]): readonly string[] {
  return [...words.slice(0, -1), ...words.slice(-1).map((word) => pluralizeWord(word.toLowerCase()))];
}

const irregular: ReadonlyMap<string, string> = new Map(
  Object.entries({
    person: "people",
    man: "men",
    woman: "women",
    child: "children",
    foot: "feet",
    tooth: "teeth",
    goose: "geese",
    mouse: "mice",
    ox: "oxen",
    leaf: "leaves",
    loaf: "loaves",
    half: "halves",
    calf: "calves",
    elf: "elves",
    self: "selves",
    shelf: "shelves",
    thief: "thieves",
    wolf: "wolves",
    knife: "knives",
    life: "lives",
    wife: "wives",
    alias: "aliases",
    atlas: "atlases",
    bias: "biases",
    canvas: "canvases",
    gas: "gases",
    quiz: "quizzes",
    lens: "lenses",
    hero: "heroes",
    echo: "echoes",
    potato: "potatoes",
    tomato: "tomatoes",
    criterion: "criteria",
    datum: "data",
    medium: "media",
    curriculum: "curricula",
  }),
);

const sameInPlural: ReadonlySet<string> = new Set(
  [...irregular.values()]
    .concat(
      "advice deer equipment feedback fish furniture hardware information metadata money news series sheep",
      "software species staff traffic",
    )
    .flatMap((line) => line.split(" ")),
);

/** From the most particular ending to the least; the first that fits decides. */
const endings: readonly (readonly [RegExp, string])[] = [
  [/is$/, "es"], // analysis, basis
  [/(ss|us|x|z|ch|sh)$/, "$1es"], // address, status, box, batch
  [/s$/, "s"], // users, photos, areas: plurals already
  [/([^aeiou])y$/, "$1ies"], // category
  [/$/, "s"],
];

function pluralizeWord(word: string): string {
  if (sameInPlural.has(word)) return word;
  const known = irregular.get(word);
  if (known !== undefined) return known;
  // Every word has an ending: the last pattern is the empty one.
  const [pattern, replacement] = endings.find(([ending]) => ending.test(word))!;
  return word.replace(pattern, replacement);
}
