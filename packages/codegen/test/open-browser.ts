import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { launch, type Browser } from "puppeteer-core";

const temporary = join(__dirname, "../../../.tmp");

/**
 * A real browser. On Linux of the usual kind it comes with the packages (what `@sparticuz/chromium` packs for servers without any of a
 * browser's libraries); elsewhere `JOINERY_BROWSER` names a Chromium.
 */
export async function openBrowser(): Promise<Browser> {
  const given = process.env["JOINERY_BROWSER"];
  if (given !== undefined) return launch({ executablePath: given, pipe: true, args: ["--no-sandbox"] });
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error(
      "The packages have a browser for Linux on x64 alone: set JOINERY_BROWSER to the path of a Chromium.",
    );
  }
  const folder = unpackChromium();
  return launch({
    executablePath: join(folder, "chromium"),
    headless: "shell",
    pipe: true,
    // As root, and in containers, there is no sandbox to be had; the pages are our own.
    args: ["--no-sandbox", "--no-zygote", "--disable-gpu"],
    env: { ...process.env, HOME: folder, LD_LIBRARY_PATH: join(folder, "lib"), FONTCONFIG_PATH: join(folder, "fonts") },
  });
}

/** Unpacks it once, under a name that nobody sees before all of it is there: several tests may come to this at once. */
function unpackChromium(): string {
  const entry = require.resolve("@sparticuz/chromium");
  const packed = join(dirname(entry), "../../bin");
  const { version } = JSON.parse(readFileSync(join(dirname(entry), "../../package.json"), "utf8")) as {
    version: string;
  };
  const folder = join(temporary, `chromium-${version}`);
  if (existsSync(folder)) return folder;
  mkdirSync(temporary, { recursive: true });
  const fresh = mkdtempSync(`${folder}-`);
  const unpack = (name: string) => brotliDecompressSync(readFileSync(join(packed, name)));
  writeFileSync(join(fresh, "chromium"), unpack("chromium.br"), { mode: 0o755 });
  for (const name of ["al2023.tar.br", "fonts.tar.br"])
    execFileSync("tar", ["-x", "-C", fresh], { input: unpack(name) });
  try {
    renameSync(fresh, folder);
  } catch (error) {
    rmSync(fresh, { recursive: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}
