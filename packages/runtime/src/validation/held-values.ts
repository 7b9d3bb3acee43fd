import { formatPath, type ArgumentPath } from "../args/argument-path.js";
import { ValidationFailed, type ValidationIssue } from "../errors/call-errors.js";
import type { FieldMetadata } from "../metadata/field-metadata.js";
import type { ModelMetadata } from "../metadata/metadata.js";
import { schemaOf, type InputSchemas, type ValueOutcome } from "./input-schemas.js";

/** Of rows by the hundred thousand, what is wrong with the first will do. */
const mostIssues = 100;

/** The values of one call, each held to what its field demands; all that is wrong with them is told at once. */
export class HeldValues {
  readonly #issues: ValidationIssue[] = [];

  constructor(
    private readonly schemas: InputSchemas,
    private readonly model: ModelMetadata,
    private readonly operation: string,
  ) {}

  /** Gives what is written for a value: the same, but for texts without the blanks around them where the field asks for that. */
  hold(value: unknown, field: FieldMetadata, model: ModelMetadata, path: ArgumentPath): unknown {
    const outcome = this.#parse(value, field, model);
    if (outcome === undefined) return value;
    if (outcome.success) return isAsGiven(field) ? value : outcome.data;
    this.#add(outcome, path);
    return value;
  }

  /** The same of elements that a list gets: what is demanded of the list as a whole is not asked of them. */
  holdElements(value: unknown, field: FieldMetadata, model: ModelMetadata, path: ArgumentPath): unknown {
    const outcome = this.#parse(value, field, model);
    if (outcome === undefined || !Array.isArray(value)) return value;
    if (outcome.success) return isAsGiven(field) ? value : outcome.data;
    this.#add({ error: { issues: outcome.error.issues.filter((issue) => issue.path.length > 0) } }, path);
    return value;
  }

  /** @throws ValidationFailed */
  demandNone(): void {
    if (this.#issues.length > 0) throw new ValidationFailed(this.model.name, this.operation, this.#issues);
  }

  #parse(value: unknown, field: FieldMetadata, model: ModelMetadata): ValueOutcome | undefined {
    return schemaOf(model.name, field.name, this.schemas)?.safeParse(value);
  }

  #add({ error }: Pick<ValueOutcome & { success: false }, "error">, path: ArgumentPath): void {
    for (const { path: within, message } of error.issues) {
      if (this.#issues.length >= mostIssues) return;
      const place = [...path, ...within.map((step) => (typeof step === "symbol" ? String(step) : step))];
      this.#issues.push({ path: formatPath(place), message });
    }
  }
}

/** Of values that no schema changes, the one that was given is written: a copy of JSON could lack what a schema does not know. */
function isAsGiven({ elementType: { scalar } }: FieldMetadata): boolean {
  return scalar !== "String" && scalar !== "Text" && scalar !== "Object";
}
