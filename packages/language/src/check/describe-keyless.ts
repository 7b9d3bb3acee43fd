import type { KeyNameMeaning } from "./keys.js";

/** Why a name stands for no fields of its model, where there is such a name: "`subject` is …". */
export function describeKeyless(meaning: KeyNameMeaning): string | undefined {
  if (meaning.kind === "keyless") return "a relation without a key of its own";
  if (meaning.kind !== "arc") return undefined;
  const names = meaning.arc.ends.map((end) => `\`${end.name}\``);
  return `an exclusive arc of several keys (${names.slice(0, 3).join(", ")}${names.length > 3 ? ", …" : ""})`;
}
