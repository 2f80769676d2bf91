import { assertEquals, assertStringIncludes } from "@std/assert";
import { CHAPTER, inBrowser } from "./browser.ts";

inBrowser(
  "search works from a file, by keyboard, and opens a folded solution",
  async ({ open }) => {
    const page = await open("plain/index.html");
    await page.keyboard.press("/");
    await page.keyboard.type("everybodykno");
    await page.waitForSelector("dialog.search li a");
    assertStringIncludes(
      await page.textContent("dialog.search li a") ?? "",
      "Solution of Exercise 2.1",
    );
    await page.keyboard.press("Enter");
    await page.waitForURL(/02-signs\.html#sol-first$/);
    await page.waitForFunction('document.querySelector("#sol-first").open');
  },
);

inBrowser("search in the course: button, arrows, what is not there, Escape", async ({ open }) => {
  const page = await open(CHAPTER);
  await page.locator("button.find").click();
  await page.keyboard.type("denominator");
  await page.waitForSelector("dialog.search li a.on mark");
  const hits = await page.locator("dialog.search li").count();
  await page.keyboard.press("ArrowDown");
  if (hits > 1) {
    const chosen = 'document.querySelectorAll("dialog.search li a")[1].classList.contains("on")';
    assertEquals(await page.evaluate(chosen), true);
  }
  await page.keyboard.press("Control+A");
  await page.keyboard.type("zzzz");
  await page.waitForFunction(
    'document.querySelector("dialog .hint").textContent.includes("Nothing")',
  );
  await page.keyboard.press("Escape");
  assertEquals(await page.locator("dialog[open]").count(), 0);
  assertEquals(await page.evaluate("document.activeElement.className"), "find");
});

inBrowser("an address into a fold opens it", async ({ open }) => {
  const page = await open("plain/02-signs.html#sol-second");
  await page.waitForFunction('document.querySelector("#sol-second").open');
});

inBrowser("a solution is folded until it is asked for", async ({ open }) => {
  const page = await open(CHAPTER);
  const solution = page.locator("details.solution").first();
  const inside = solution.locator("> :not(summary)").first();
  assertEquals(await inside.isVisible(), false);
  await solution.locator("summary").first().click();
  assertEquals(await inside.isVisible(), true);
  await solution.locator("summary").first().press("Enter");
  assertEquals(await inside.isVisible(), false);
});
