import type { Diagnostic, FragmentAddress, Model, Span } from "@joinery/schema";
import type { Compilation } from "./compile.js";
import { diagnostic } from "./diagnostics.js";
import { locateInString } from "./parse/read-string.js";

/** What a database said of a part of a compiled schema. */
export interface RefusedFragment {
  readonly address: FragmentAddress;
  /** Its model. */
  readonly model: Model;
  /** A sentence without its full stop. */
  readonly reason: string;
  /** Where in the text of the fragment, blanks around it left out. */
  readonly offset?: number;
}

/**
 * What a database refused, as a diagnostic at the place in the source; once for a mixin's, however many models have it.
 *
 * @param dialect Its name, for the message.
 */
export function describeRefusedSql(
  { files, places }: Pick<Compilation, "files" | "places">,
  refused: readonly RefusedFragment[],
  dialect: string,
): readonly Diagnostic[] {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const found = new Map<string, Diagnostic>();
  for (const { address, model, reason, offset } of refused) {
    const place = places.find(address) ?? places.find({ holder: model, part: "model" });
    if (place === undefined) continue;
    const span = offset === undefined ? place : narrow(texts.get(place.file) ?? "", place, offset);
    const told = diagnostic("check/refused-sql", span, { dialect, reason });
    found.set(`${span.file} ${span.start} ${span.end} ${reason}`, told);
  }
  return [...found.values()];
}

/** The word or the sign that is meant, where the fragment is a text in quotes. */
function narrow(text: string, place: Span, offset: number): Span {
  const image = text.slice(place.start, place.end);
  if (!image.startsWith('"')) return place;
  const start = place.start + locateInString(image, offset);
  const [word = ""] = /^(?:[\w$.]+|[^\w\s"\\]+)?/.exec(text.slice(start, place.end - 1)) ?? [];
  return word === "" ? place : { file: place.file, start, end: start + word.length };
}
