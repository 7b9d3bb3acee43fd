export { parseModelFile, type ParsedFile } from "./parse/parse-model-file.js";
