import type { Terminal } from "./terminal.js";

const frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const patience = 1000;
const frameTime = 100;

/**
 * Runs `work`; when it takes longer than a second and somebody watches, a line says what is being done and for how many
 * seconds. The line is gone when the work ends. `work` may change what the line says.
 */
export async function showProgress<Result>(
  terminal: Terminal,
  label: string,
  work: (describe: (label: string) => void) => Promise<Result>,
): Promise<Result> {
  if (!terminal.isWatched) return work(() => {});
  const started = performance.now();
  let current = label;
  let isShown = false;
  const timer = setInterval(() => {
    const elapsed = performance.now() - started;
    if (elapsed < patience) return;
    const frame = frames[Math.floor(elapsed / frameTime) % frames.length] ?? "";
    terminal.talk(`\r\u001b[K${frame} ${current} ${Math.floor(elapsed / 1000)} s`);
    isShown = true;
  }, frameTime);
  try {
    return await work((next) => (current = next));
  } finally {
    clearInterval(timer);
    if (isShown) terminal.talk("\r\u001b[K");
  }
}
