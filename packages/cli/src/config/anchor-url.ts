import { resolve } from "node:path";

/**
 * A database URL as a command uses it: a relative path of an embedded database starts at the config's folder, so that
 * `sqlite:./app.db` is the same file wherever the command is called.
 */
export function anchorUrl(url: string, folder: string): string {
  const path = /^sqlite:(?!:memory:|\/)(.+)$/.exec(url)?.[1];
  return path === undefined ? url : `sqlite:${resolve(folder, path)}`;
}
