import type { Printer } from "prettier";
import type { FormattedText } from "./formatted-text.js";

/** Writes what the language has formatted, as it is; Prettier sees to the line ends that `endOfLine` asks for. */
export const printers: { readonly joinery: Printer<FormattedText> } = {
  joinery: { print: ({ node }) => node.text },
};
