import { relative } from "node:path";
import { createPaint, hasColor, type Paint } from "./paint.js";

/** Where a command runs and speaks: results go to standard output, talk to standard error. */
export interface Terminal {
  /** The working folder. */
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Whether results may have colour, and talk. */
  readonly hasColor: boolean;
  readonly talkHasColor: boolean;
  /** Styles for results, and for talk. */
  readonly paint: Paint;
  readonly paintTalk: Paint;
  /** Whether a person watches the talk: progress is shown to nobody else. */
  readonly isWatched: boolean;
  /** The time in milliseconds, on a clock that is never set back. */
  readonly now: () => number;
  readonly print: (text: string) => void;
  readonly talk: (text: string) => void;
  /** A path as the user would write it from the working folder. */
  readonly show: (path: string) => string;
  /**
   * Resolves at the next Ctrl-C (or SIGTERM). Until this is called, and again afterwards, that ends the process: files
   * are written in one synchronous go, and what a database was doing it rolls back when the connection goes.
   */
  readonly takeInterrupt: () => Promise<void>;
}

/** The terminal of a process. */
export function createTerminal(host: NodeJS.Process): Terminal {
  const { stdout, stderr, env: environment } = host;
  const folder = host.cwd();
  const isColored = hasColor(stdout, environment);
  const isTalkColored = hasColor(stderr, environment);
  let interrupted: (() => void) | undefined;
  for (const [signal, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const) {
    host.on(signal, () => {
      if (interrupted === undefined) host.exit(code);
      interrupted();
      interrupted = undefined;
    });
  }
  return {
    folder,
    environment,
    hasColor: isColored,
    paint: createPaint(isColored),
    talkHasColor: isTalkColored,
    paintTalk: createPaint(isTalkColored),
    isWatched: stderr.isTTY,
    now: () => performance.now(),
    print: (text) => void stdout.write(text),
    talk: (text) => void stderr.write(text),
    show: (path) => {
      const shown = relative(folder, path);
      return shown === "" ? "." : shown;
    },
    takeInterrupt: () => new Promise((resolve) => (interrupted = resolve)),
  };
}
