import type { Terminal } from "./terminal.js";

const frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const patience = 1000;
const frameTime = 100;
const barLength = 24;

/** Changes what the line says; with the share of it that is done (from 0 to 1) it has a bar. */
export type Describe = (label: string, share?: number) => void;

/**
 * Runs `work`; when it takes longer than a second and somebody watches, a line says what is being done and for how many
 * seconds. The line is gone when the work ends. A timer draws it while the work waits; work that keeps the thread to itself
 * draws it by telling how far it is, as often as it likes.
 */
export async function showProgress<Result>(
  terminal: Terminal,
  label: string,
  work: (describe: Describe) => Promise<Result>,
): Promise<Result> {
  if (!terminal.isWatched) return work(() => {});
  const started = terminal.now();
  let current = label;
  let bar = "";
  let nextFrame = patience;
  const draw = () => {
    const elapsed = terminal.now() - started;
    if (elapsed < nextFrame) return;
    nextFrame = elapsed + frameTime;
    const frame = frames[Math.floor(elapsed / frameTime) % frames.length] ?? "";
    terminal.talk(`\r\u001b[K${frame} ${current} ${bar}${Math.floor(elapsed / 1000)} s`);
  };
  const timer = setInterval(draw, frameTime / 2);
  try {
    return await work((next, share) => {
      // What begins now may be long in telling more.
      if (next !== current) nextFrame = patience;
      current = next;
      bar = share === undefined ? "" : drawBar(share);
      draw();
    });
  } finally {
    clearInterval(timer);
    if (nextFrame > patience) terminal.talk("\r\u001b[K");
  }
}

function drawBar(share: number): string {
  const filled = Math.round(share * barLength);
  return `${"█".repeat(filled)}${"░".repeat(barLength - filled)} ${Math.floor(share * 100)} % `;
}
