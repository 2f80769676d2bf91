/**
 * The browser of the tests: `$CHROME`, Debian's `chromium`, or the one in `@sparticuz/chromium`.
 *
 * @module
 */
import fs from "node:fs";
import type { Browser } from "playwright-core";

/** Milliseconds after which a browser does not answer any more, whatever the machine does. */
export const LONGEST = 240_000;

/** Path of a Chromium on this machine or from the registry, or null. */
export async function findBrowser(): Promise<string | null> {
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
  try {
    const { default: chromium } = await import("@sparticuz/chromium");
    return await chromium.executablePath();
  } catch {
    return null;
  }
}

/** Starts it without a window. */
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
  fs.existsSync = existsSync;
  const started = await chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-sync",
      // Shared memory may be small; a browser that fills it dies.
      "--disable-dev-shm-usage",
    ],
    timeout: LONGEST,
  });
  const page = await started.newPage();
  await page.setContent("<p>ready");
  await page.context().close();
  return started;
}
