import type { SupportLanguage } from "prettier";

/** The files that Prettier gives to this plugin; in Markdown, code that is marked `joinery` or `model`. */
export const languages: SupportLanguage[] = [
  { name: "Joinery", parsers: ["joinery"], extensions: [".model"], aliases: ["joinery", "model"] },
];
