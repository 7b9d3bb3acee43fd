export { generate, type GenerateOptions, type Target } from "./generate.js";
export { compareFiles, type FileChanges, type GeneratedFile } from "./generated-file.js";
