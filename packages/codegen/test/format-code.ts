import * as estree from "prettier/plugins/estree";
import * as typescript from "prettier/plugins/typescript";
import { format } from "prettier/standalone";

/** TypeScript as Prettier formats it, without the configuration of any folder. */
export function formatCode(text: string, printWidth: number): Promise<string> {
  return format(text, { parser: "typescript", plugins: [estree, typescript], printWidth });
}
