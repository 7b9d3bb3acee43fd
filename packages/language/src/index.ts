export { compile, type Compilation, type CompileOptions, type CompileStage, type ParseMemory } from "./compile.js";
export { describeQueryProblems, type QueryProblem } from "./describe-query-problems.js";
export { describeRefusedSql, type RefusedFragment } from "./describe-refused-sql.js";
export type { FragmentPlaces } from "./check/fragment-places.js";
export { fixSources, type FixedSources } from "./fix/fix-sources.js";
export type { Repair } from "./fix/select-repairs.js";
export { parseModelFile, type ParsedFile } from "./parse/parse-model-file.js";
export { check, type CheckedFiles, type CheckOptions } from "./check/check.js";
export type { DialectFeatures } from "./check/dialect-features.js";
export type { Naming } from "./check/naming.js";
export { registry, type DiagnosticCode } from "./diagnostics.js";
export type {
  Attribute,
  Comment,
  Declaration,
  EnumDeclaration,
  EnumMemberDeclaration,
  FieldDeclaration,
  MixinDeclaration,
  ModelDeclaration,
  ModelFile,
  Name,
  TypeReference,
} from "./ast.js";
export { formatModelFile, type FormattedFile } from "./format/format.js";
