/** A name that another module exports. */
export interface ImportSymbol {
  readonly name: string;
  /** A package (`zod`), or a module of the generated code by its path from the root, without extension (`models/user`). */
  readonly module: string;
  /** It exists for the compiler alone. */
  readonly isType: boolean;
}

/** A symbol of the generated code's own modules is told from a package's by this. */
export interface OwnSymbol extends ImportSymbol {
  readonly isOwn: true;
}

export function isOwnSymbol(symbol: ImportSymbol): symbol is OwnSymbol {
  return "isOwn" in symbol;
}

export const runtimeType = (name: string): ImportSymbol => ({ name, module: "@joinery/runtime", isType: true });
export const runtimeValue = (name: string): ImportSymbol => ({ name, module: "@joinery/runtime", isType: false });
