export { generate, type GenerateOptions, type GenerationMemory, type Target } from "./generate.js";
export { compareFiles, type FileChanges, type GeneratedFile } from "./generated-file.js";
export { renderDiagram, type DiagramFormat, type DiagramOptions } from "./render-diagram.js";
