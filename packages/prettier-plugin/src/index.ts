/** What Prettier asks of a plugin: the files it is for, how they are read, how they are written. */
export { languages } from "./languages.js";
export { parsers } from "./parsers.js";
export { printers } from "./printers.js";
