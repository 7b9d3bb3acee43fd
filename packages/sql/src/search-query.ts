import type { SearchLanguage } from "@joinery/schema";
import { ValueError, type Encode } from "./dialect.js";
import type { Encoding } from "./encoding.js";
import { stopWords } from "./stop-words.js";

/** What a search asks for: one of these at least must fit. */
export interface SearchAlternative {
  /** Never empty: what is only excluded is no search. */
  readonly all: readonly SearchTerm[];
  readonly none: readonly SearchTerm[];
}

/** Words that follow one another; each is made of letters, digits and marks alone. */
export interface SearchTerm {
  readonly words: readonly string[];
  /** The last of them may go on. */
  readonly isPrefix: boolean;
}

/** More than a person would type, and less than any database minds. */
export const maxSearchWords = 1000;

/** Longer than any word, and as many of them are still a search that every database takes. */
const maxWordLength = 255;

const chunks = /(-?)"([^"]*)(?:"(\*?)|$)|[^\s"]+/gu;
const wordsOf = /[\p{L}\p{Nd}\p{Nl}\p{Mn}\p{Mc}]+/gu;

/**
 * Reads what a person typed into a search field, as search engines taught them: words that must all be there, `"words in this order"`,
 * `-excluded`, `or`, and `begin*`. Signs separate words; a word with signs in it is a phrase. Every text means something: what cannot be
 * found (no words, or exclusions only) is left out, and finds nothing.
 *
 * @param language whose most common words (`the`) are passed over, as indexes of that language do
 * @throws ValueError for more words than anybody types
 */
export function parseSearchQuery(text: string, language?: SearchLanguage): readonly SearchAlternative[] {
  const ignored = stopWords(language);
  const alternatives: Draft[] = [startDraft()];
  let count = 0;
  for (const [chunk, minus = "", phrase, star = ""] of text.matchAll(chunks)) {
    if (phrase === undefined && /^or$/i.test(chunk)) {
      alternatives.push(startDraft());
      continue;
    }
    const words = (phrase ?? chunk).match(wordsOf) ?? [];
    if ((count += words.length) > maxSearchWords) throw new ValueError(`expected ${maxSearchWords} words at most`);
    const isExcluded = phrase === undefined ? /^-[^-]/.test(chunk) : minus !== "";
    const isPrefix = phrase === undefined ? /[^*]\*$/.test(chunk) : star !== "";
    addTerm(alternatives.at(-1)!, trimTerm({ words, isPrefix }, ignored), isExcluded);
  }
  return alternatives.filter(({ all, isHopeless }) => all.length > 0 && !isHopeless);
}

/** Makes the encoder of what is searched for: reads it, and has a dialect print it in its own words. */
export function searchEncoder(
  language: SearchLanguage | undefined,
  print: (alternatives: readonly SearchAlternative[]) => string,
): Encode {
  return (value) => {
    if (typeof value !== "string") throw new ValueError("expected a text");
    return print(parseSearchQuery(value, language));
  };
}

/** How the text of a search travels. */
export function searchEncoding(language: SearchLanguage | undefined): Encoding {
  return { kind: "search", ...(language === undefined ? {} : { language }) };
}

interface Draft extends SearchAlternative {
  readonly all: SearchTerm[];
  readonly none: SearchTerm[];
  /** It asks for a word that is in no index. */
  isHopeless: boolean;
}

function startDraft(): Draft {
  return { all: [], none: [], isHopeless: false };
}

function addTerm(draft: Draft, term: SearchTerm, isExcluded: boolean): void {
  if (term.words.length === 0) return;
  if (term.words.every((word) => word.length <= maxWordLength)) (isExcluded ? draft.none : draft.all).push(term);
  else if (!isExcluded) draft.isHopeless = true;
}

/** Without words at either end that are in no index. */
function trimTerm({ words, isPrefix }: SearchTerm, ignored: ReadonlySet<string>): SearchTerm {
  const isKept = (word: string) => !ignored.has(word.toLowerCase());
  const last = words.findLastIndex(isKept);
  if (last < 0) return { words: [], isPrefix: false };
  return { words: words.slice(words.findIndex(isKept), last + 1), isPrefix: isPrefix && last === words.length - 1 };
}
