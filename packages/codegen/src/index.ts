export { generate, type GenerateOptions, type Target } from "./generate.js";
export { createGenerationMemory, type GenerationMemory } from "./generation-memory.js";
export { planQueries } from "./plan-queries.js";
export { compareFiles, type FileChanges, type GeneratedFile } from "./generated-file.js";
export { renderDiagram, type DiagramFormat, type DiagramOptions } from "./render-diagram.js";
