import { InvalidArgument } from "../errors/call-errors.js";

/**
 * What the module of the generated Zod schemas exports, by name. No more of Zod is known here, so whoever does not validate does not need it.
 */
export type InputSchemas = Readonly<Record<string, unknown>>;

/** What a value of a field is held to; undefined where nothing is written of the model. */
export function schemaOf(model: string, field: string, schemas: InputSchemas): ValueSchema | undefined {
  const row = schemas[`${model}CreateSchema`] as { readonly shape?: Readonly<Record<string, ValueSchema>> } | undefined;
  return row?.shape?.[field];
}

/** The schema of one value. */
interface ValueSchema {
  safeParse(value: unknown): ValueOutcome;
}

export type ValueOutcome =
  | { readonly success: true; readonly data: unknown }
  | { readonly success: false; readonly error: { readonly issues: readonly ValueIssue[] } };

interface ValueIssue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** The schemas that writes are held to: read when the first write needs them, once. */
export class SchemaSource {
  /** Undefined until they are read. */
  schemas: InputSchemas | undefined;
  #reading: Promise<InputSchemas> | undefined;

  /** @param given the schemas themselves, or what reads the module that was generated with them */
  constructor(private readonly given: InputSchemas | (() => Promise<unknown>)) {
    if (typeof given !== "function") this.schemas = given;
  }

  /** @throws InvalidArgument where they are not there, or Zod is not */
  read(): Promise<InputSchemas> {
    return (this.#reading ??= this.#load());
  }

  async #load(): Promise<InputSchemas> {
    try {
      const { given } = this;
      return (this.schemas = typeof given === "function" ? ((await given()) as InputSchemas) : given);
    } catch (error) {
      throw new InvalidArgument(
        "options.validate",
        'The generated Zod schemas could not be loaded. Install zod, and generate them; in a bundle, import * as schemas from "…/zod/index.js", and pass them in place of true.',
        undefined,
        { cause: error },
      );
    }
  }
}
