import { assertEquals, assertRejects } from "@std/assert";
import type { Browser } from "playwright-core";
import { inBrowser, start } from "./browser.ts";
import { LastingBrowser } from "./lasting_browser.ts";

/** Kills a browser's own process, as a machine without memory does. */
async function kill(browser: Browser): Promise<void> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  const own = processInfo.find(({ type }) => type === "browser");
  if (!own) throw new Error("The browser does not name its process");
  const gone = new Promise((resolve) => browser.once("disconnected", resolve));
  Deno.kill(own.id, "SIGKILL");
  await gone;
}

/** What a page says, in whatever browser there is. */
async function words(browser: LastingBrowser): Promise<string | null> {
  const page = await (await browser.running()).newPage();
  await page.setContent("<p>words");
  return await page.textContent("p");
}

/** A browser that counts how often it starts, and what it tells. */
function counted(): { browser: LastingBrowser; starts: Browser[]; told: string[] } {
  const starts: Browser[] = [];
  const told: string[] = [];
  const browser = new LastingBrowser({
    start: async () => {
      const started = await start();
      starts.push(started);
      return started;
    },
    tell: (what) => told.push(what),
  });
  return { browser, starts, told };
}

inBrowser(
  "a browser that is killed in a test is started again, and that is told once",
  async () => {
    const { browser, starts, told } = counted();
    try {
      let tries = 0;
      await browser.use(async () => {
        if (++tries === 1) await kill(await browser.running());
        // a test asks for several pages at once
        const asked = Array.from({ length: 3 }, () => words(browser));
        // what waits for a page of the dead browser fails, and the test is made again
        if (tries === 1) await starts[0]!.newPage();
        assertEquals(await Promise.all(asked), ["words", "words", "words"]);
      });
      assertEquals([tries, starts.length, told.length], [2, 2, 1]);
      await browser.use(async () => assertEquals(await words(browser), "words"));
      assertEquals([starts.length, told.length], [2, 1], "the next test tells nothing");
      // between two tests
      await kill(await browser.running());
      await browser.tidy();
      await browser.use(async () => assertEquals(await words(browser), "words"));
      assertEquals([starts.length, told.length], [3, 2]);
    } finally {
      await browser.close();
    }
  },
);

inBrowser("what fails in a browser that lives is not tried again", async () => {
  const { browser, starts, told } = counted();
  try {
    let tries = 0;
    const failing = (): Promise<void> => {
      tries++;
      return Promise.reject(new Error("the page is wrong"));
    };
    await assertRejects(() => browser.use(failing), Error, "the page is wrong");
    assertEquals([tries, starts.length, told], [1, 1, []]);
  } finally {
    await browser.close();
  }
});
