import type { ModelMetadata } from "../metadata/metadata.js";
import { refuse } from "./refuse.js";

/** Stops a call that would write to a view. */
export function refuseView({ name, view }: ModelMetadata): void {
  if (view !== undefined)
    refuse([], `${name} is a view: it can be read, and not written. Write to the models that it reads.`);
}
