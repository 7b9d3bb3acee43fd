import type { Terminal } from "./terminal.js";

const frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const patience = 1000;
const frameTime = 100;
const barLength = 24;

/**
 * Runs `work`; when it takes longer than a second and somebody watches, a line says what is being done and for how many
 * seconds. The line is gone when the work ends. `work` may change what the line says, and with the share of it that is done (from
 * 0 to 1) it has a bar.
 */
export async function showProgress<Result>(
  terminal: Terminal,
  label: string,
  work: (describe: (label: string, share?: number) => void) => Promise<Result>,
): Promise<Result> {
  if (!terminal.isWatched) return work(() => {});
  const started = performance.now();
  let current = label;
  let bar = "";
  let isShown = false;
  const timer = setInterval(() => {
    const elapsed = performance.now() - started;
    if (elapsed < patience) return;
    const frame = frames[Math.floor(elapsed / frameTime) % frames.length] ?? "";
    terminal.talk(`\r\u001b[K${frame} ${current} ${bar}${Math.floor(elapsed / 1000)} s`);
    isShown = true;
  }, frameTime);
  try {
    return await work((next, share) => {
      current = next;
      bar = share === undefined ? "" : drawBar(share);
    });
  } finally {
    clearInterval(timer);
    if (isShown) terminal.talk("\r\u001b[K");
  }
}

function drawBar(share: number): string {
  const filled = Math.round(share * barLength);
  return `${"█".repeat(filled)}${"░".repeat(barLength - filled)} ${Math.floor(share * 100)} % `;
}
