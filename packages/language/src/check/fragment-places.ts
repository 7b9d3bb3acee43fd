import type { FragmentAddress, Span } from "@joinery/schema";

/**
 * Where the SQL of a schema was written: its span with the quotes, or that of the attribute for what is no single text. Kept by
 * the identity of the schema's objects, which themselves know nothing of the source.
 */
export class FragmentPlaces {
  readonly #places = new WeakMap<FragmentAddress["holder"], Map<FragmentAddress["part"], Span>>();

  note({ holder, part }: FragmentAddress, span: Span): void {
    const parts = this.#places.get(holder) ?? new Map<FragmentAddress["part"], Span>();
    this.#places.set(holder, parts.set(part, span));
  }

  /** Undefined for what is not of the schema that was compiled, or is no SQL. */
  find({ holder, part }: FragmentAddress): Span | undefined {
    return this.#places.get(holder)?.get(part);
  }
}
