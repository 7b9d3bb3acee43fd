import { setTimeout as sleep } from "node:timers/promises";
import { showProgress } from "../../src/output/show-progress.js";
import { createTerminal, type Terminal } from "../../src/output/terminal.js";

function listen(isWatched: boolean, now?: () => number): { terminal: Terminal; heard: string[] } {
  const heard: string[] = [];
  const host = createTerminal(process);
  return { terminal: { ...host, isWatched, ...(now && { now }), talk: (text) => void heard.push(text) }, heard };
}

it("says what is being done once it takes longer than a second, and clears the line at the end", async () => {
  const { terminal, heard } = listen(true);
  const answer = await showProgress(terminal, "Connecting", async (describe) => {
    describe("Revision 1 up");
    await sleep(1300);
    return 7;
  });
  expect(answer).toBe(7);
  expect(heard[0]?.replace("\r\u001b[K", "")).toMatch(/^\S Revision 1 up 1 s$/);
  expect(heard.at(-1)).toBe("\r\u001b[K");
});

it("draws how much is done where that is known", async () => {
  const { terminal, heard } = listen(true);
  await showProgress(terminal, "Generating", async (describe) => {
    describe("Generating", 0.5);
    await sleep(1200);
  });
  expect(heard[0]?.replace("\r\u001b[K", "")).toMatch(/^\S Generating █{12}░{12} 50 % 1 s$/);
});

it("draws while the work keeps the thread to itself, ten frames a second, and at once what begins", async () => {
  let time = 0;
  const { terminal, heard } = listen(true, () => time);
  await showProgress(terminal, "Reading", async (describe) => {
    for (let step = 0; step <= 150; step++) {
      time = step * 10;
      describe("Parsing", step / 200);
    }
    describe("Checking", 0);
  });
  const lines = heard.map((line) => line.replace("\r\u001b[K", "").slice(2));
  expect(lines).toEqual([
    ...[50, 55, 60, 65, 70, 75].map((percent) => expect.stringMatching(`^Parsing █+░+ ${percent} % 1 s$`) as string),
    expect.stringMatching(/^Checking ░{24} 0 % 1 s$/),
    "",
  ]);
});

it("says nothing of what is quick", async () => {
  const { terminal, heard } = listen(true);
  await showProgress(terminal, "Connecting", () => sleep(150));
  expect(heard).toEqual([]);
});

it("says nothing where nobody watches", async () => {
  const { terminal, heard } = listen(false);
  await showProgress(terminal, "Connecting", () => sleep(1200));
  expect(heard).toEqual([]);
});

it("clears the line when the work fails", async () => {
  const { terminal, heard } = listen(true);
  const fail = async () => {
    await sleep(1200);
    throw new Error("no luck");
  };
  await expect(showProgress(terminal, "Connecting", fail)).rejects.toThrow("no luck");
  expect(heard.at(-1)).toBe("\r\u001b[K");
});
