/**
 * A browser for the tests: `$CHROME`, Debian's `chromium`, or the one in `@sparticuz/chromium` if
 * it is installed. Without one the browser tests are reported as ignored.
 *
 * @module
 */
import fs from "node:fs";
import type { Browser } from "playwright-core";

/** Path of a Chromium, or null. */
export function findBrowser(): string | null {
  const named = Deno.env.get("CHROME");
  const candidates = [
    ...(named ? [named] : []),
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/usr/bin/google-chrome-stable",
  ];
  for (const path of candidates) {
    try {
      if (Deno.statSync(path).isFile) return path;
    } catch {
      continue;
    }
  }
  return null;
}

/** A browser that asks nothing of the network. */
export async function launch(executablePath: string): Promise<Browser> {
  const { existsSync } = fs;
  // The library looks below /proc when it is loaded, which a test may not: nothing is there.
  fs.existsSync = (path) => {
    try {
      return existsSync(path);
    } catch {
      return false;
    }
  };
  const { chromium } = await import("playwright-core");
  return await chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-sync",
      "--allow-file-access-from-files",
    ],
  });
}
