/** What changed in a page that is open takes its place there; nothing is loaded. */
import { assert, assertEquals, assertNotEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { randomFrom } from "../long/random.ts";
import { isFast } from "../runs.ts";
import { ask, patience } from "./browser.ts";
import { chapter, openFolds, previewed, says, scroll, type Served, standsAt } from "./served.ts";

const ROWS = ["diet,room,gain"].concat(
  Array.from({ length: 18 }, (_, i) => `${"ABC"[i % 3]},${1 + i % 6},${20 + i * i % 17 / 4}`),
);

/** A page of everything that pages show. */
const page = {
  words: "First words",
  formula: "\\sigma^2",
  code: "anova(m)",
  more: "",
  heading: "Where it ends",
};

function pageOf(parts: Partial<typeof page> = {}): string {
  const { words, formula, code, more, heading } = { ...page, ...parts };
  return `# A trial {#sec-trial}

${words}, with $${formula}$ within them.[^note] See @tbl-tests, @fig-gain and @sec-end.

[^note]: A note on ${words}.

$$ y_{ij} = \\mu + ${formula} $$ {#eq-model}

${more}

\`\`\`model
#| label: tbl-tests
#| caption: Tests of diet.
#| echo: true
pigs <- read.csv("data/pigs.csv")
m <- lm(gain ~ diet, data = pigs)
${code}
\`\`\`

\`\`\`model
#| label: fig-gain
#| caption: Means of diets.
plot(emmeans(m, ~ diet))
\`\`\`

The deviation is \`r sigma(m)\`.

::: {#exr-first}
### Try it
What?

::: {.solution}
That.
:::
:::

::: {.panel-tabset}
### One
The first tab.

### Two
The second tab.
:::

${Array.from({ length: 40 }, (_, i) => `Paragraph ${i} of the page.\n`).join("\n")}
## ${heading} {#sec-end}

The end, by @eq-model.
`;
}

const BOOK = {
  "book.yml": "title: Pigs\n",
  "01-a.md": pageOf(),
  "02-b.md": "# Beside\n\nWords.\n",
  "data/pigs.csv": `${ROWS.join("\n")}\n`,
};

/** Marks a page: one that is loaded again has no mark. */
const mark = (tab: Page): Promise<unknown> => ask(tab, "globalThis.mark = 1");

const isMarked = (tab: Page): Promise<boolean> => ask(tab, "globalThis.mark === 1");

/** The document without what the reader, the clock and the place on the screen make of it. */
const document = (tab: Page): Promise<string> =>
  ask(
    tab,
    `(() => {
      const all = document.documentElement.cloneNode(true);
      for (const each of all.querySelectorAll("[data-build]")) each.removeAttribute("data-build");
      for (const each of all.querySelectorAll(".here")) each.classList.remove("here");
      for (const each of all.querySelectorAll("[class='']")) each.removeAttribute("class");
      for (const each of all.querySelectorAll("details")) each.open = false;
      for (const each of all.querySelectorAll("*")) {
        const own = [...each.attributes].sort((a, b) => a.name < b.name ? -1 : 1);
        for (const { name } of own) each.removeAttribute(name);
        for (const attribute of own) each.setAttributeNode(attribute);
      }
      all.normalize();
      return all.outerHTML;
    })()`,
  );

/** That the page is what it is when it is loaded. */
async function isAsLoaded(tab: Page): Promise<void> {
  await ask(tab, "document.fonts.ready.then(() => new Promise(requestAnimationFrame))");
  const exchanged = await document(tab);
  const fresh = await tab.context().newPage();
  await fresh.goto(tab.url());
  await ask(fresh, "document.fonts.ready.then(() => new Promise(requestAnimationFrame))");
  const loaded = await document(fresh);
  await fresh.close();
  if (exchanged === loaded) return;
  const at = [...loaded].findIndex((sign, i) => sign !== exchanged[i]);
  const around = (text: string): string => text.slice(Math.max(0, at - 200), at + 200);
  assertEquals(around(exchanged), around(loaded));
}

/** Waits until a page shows the last build. */
async function isNew(tab: Page, served: Served): Promise<void> {
  const text = await (await fetch(`${served.address}01-a.html`)).text();
  const build = /data-build="(\d+)"/.exec(text)?.[1];
  await tab.waitForFunction(
    `[...document.querySelectorAll("[data-build]")].some((each) => each.dataset.build >= ${build})`,
  );
}

previewed("exchange: words, folds, tabs, theme and place", async (served, { look }) => {
  const tab = await look(served.address, "01-a.html", { viewport: { width: 380, height: 700 } });
  await mark(tab);
  await ask(tab, `document.getElementById("nav-open").click()`);
  await ask(tab, `document.getElementById("t-dark").click()`);
  await tab.locator("details.solution > summary").press("Enter");
  await tab.locator(".tabs summary", { hasText: "Two" }).press("Enter");
  await scroll(tab, 1500);
  const place = `document.getElementById("sec-end").getBoundingClientRect().top`;
  const top = await ask<number>(tab, place);
  const open = await openFolds(tab);
  assert(open.includes("sol-first"));
  served.write("01-a.md", pageOf({ words: "Other words", heading: "An end" }));
  await says(tab, "Other words");
  assert(Math.abs(await ask<number>(tab, place) - top) < 1);
  assert(await isMarked(tab));
  assertEquals(await openFolds(tab), open);
  assertEquals(await ask(tab, `document.getElementById("nav-open").checked`), true);
  assertEquals(await ask(tab, "document.documentElement.dataset.theme"), "dark");
  assertEquals(await tab.locator(".nav a", { hasText: "An end" }).count(), 1);
  // what is put in above leaves what is read where it is
  served.write("01-a.md", pageOf({ more: "New.\n\n".repeat(12) }));
  await says(tab, "New.");
  assert(Math.abs(await ask<number>(tab, place) - top) < 1);
  assert(await isMarked(tab));
}, BOOK);

previewed("exchange: a formula, a table, a figure, the data", async (served, { look }) => {
  const tab = await look(served.address, "01-a.html");
  await mark(tab);
  const figure = () => ask<string>(tab, `document.querySelector("#fig-gain svg").outerHTML`);
  const formulas = () =>
    ask<string[]>(
      tab,
      `[...document.querySelectorAll(".katex annotation, math annotation")].map((a) => a.textContent)`,
    );
  const before = await figure();
  served.write("01-a.md", pageOf({ formula: "\\tau_k", code: "coef(summary(m))" }));
  await tab.waitForFunction(`document.querySelector("#tbl-tests").textContent.includes("dietB")`);
  assert((await formulas()).join().includes("\\tau_k"));
  assert(!(await formulas()).join().includes("\\sigma^2"));
  assertEquals(await figure(), before);
  await isAsLoaded(tab);

  served.write("data/pigs.csv", `${ROWS.with(4, "A,4,31").join("\n")}\n`);
  await isNew(tab, served);
  await tab.waitForFunction(
    `document.querySelector("#fig-gain svg").outerHTML !== ${JSON.stringify(before)}`,
  );
  await isAsLoaded(tab);
  assert(await isMarked(tab));
  // what the page's script does of what is new, it does of it too
  await tab.locator("#tbl-tests .tools button").click();
  await tab.locator("#tbl-tests .tools button", { hasText: "Copied" }).or(
    tab.locator("#tbl-tests .tools button", { hasText: "Not copied" }),
  ).waitFor();
}, BOOK);

previewed("exchange: what a page is shown with is loaded", async (served, { look }) => {
  const picture = (word: string): string =>
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>${word}</title></svg>\n`;
  const tab = await look(served.address, "01-a.html");
  const loadedFor = async (save: () => void): Promise<void> => {
    await mark(tab);
    save();
    await tab.waitForFunction("globalThis.mark !== 1");
    await isNew(tab, served);
  };
  served.write("plan.svg", picture("one"));
  await mark(tab);
  served.write("01-a.md", pageOf({ more: "![A plan.](plan.svg)" }));
  await loadedFor(() => served.write("plan.svg", picture("two")));
  assertNotEquals(await tab.locator("main img").getAttribute("src"), null);
  await loadedFor(() => {
    served.write("own.css", "main { letter-spacing: 0.01em }\n");
    served.write("book.yml", "title: Pigs\nstyle: own.css\n");
  });
  await loadedFor(() => served.write("own.css", "main { letter-spacing: 0.02em }\n"));
  // the words of a page beside it, and its own name in the contents, are none of these
  await mark(tab);
  served.write("02-b.md", "# Beside it\n\nWords.\n");
  await tab.locator(".nav a", { hasText: "Beside it" }).waitFor({ state: "attached" });
  assert(await isMarked(tab));
}, BOOK);

previewed("exchange: a fault, and its end, in two tabs", async (served, { look }) => {
  const first = await look(served.address, "01-a.html");
  const second = await first.context().newPage();
  second.setDefaultTimeout(patience());
  await second.goto(`${served.address}01-a.html`);
  for (const [i, word] of ["Two", "Three"].entries()) {
    served.write("01-a.md", pageOf({ words: word, more: "See @tbl-nothing." }));
    for (const tab of [first, second]) await says(tab, "Nothing is labelled");
    served.write("01-a.md", pageOf({ words: word }));
    for (const tab of [first, second]) {
      await says(tab, `${word}, with`);
      await mark(tab);
    }
    served.write("01-a.md", pageOf({ words: `${word} again` }));
    for (const tab of [first, second]) {
      await says(tab, `${word} again, with`);
      assert(await isMarked(tab), `round ${i}`);
      await isAsLoaded(tab);
    }
  }
  // warnings come and go within the page
  served.write("book.yml", "title: Pigs\ntheme: {indgo: teal}\n");
  const warning = second.locator(".heddle-foot", { hasText: "indgo" });
  await warning.waitFor();
  served.write("book.yml", "title: Pigs\n");
  await warning.waitFor({ state: "detached" });
  assert(await isMarked(second));
  await isAsLoaded(second);
}, BOOK);

previewed("exchange: whatever changes, a page is as it is loaded", async (served, { look }) => {
  const tab = await look(served.address, "01-a.html");
  await mark(tab);
  const random = randomFrom(11);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const pieces = [
    "A paragraph with *emphasis*.",
    "A paragraph with $x^2$ and `code`.",
    "> A quotation.",
    "- one\n- two\n- three",
    "1. first\n2. second",
    "| a | b |\n|---|--:|\n| x | 1 |\n| y | 2 |\n\n: A table. {#tbl-own}",
    "$$ a = b $$ {#eq-own}",
    "```r\nx <- 1\n```",
    "```model\n#| label: tbl-more\n#| caption: Means.\n#| echo: true\nemmeans(m, ~ diet)\n```",
    "::: {#exr-more}\nMore?\n\n::: {.solution}\nMore.\n:::\n:::",
    "### A heading",
    "## A section",
    "<details><summary>Fold</summary>\n\nFolded.\n\n</details>",
    "A sentence with a note.^[A note.]",
  ];
  for (let round = 0; round < 25; round++) {
    const own = pieces.filter(() => random() < 0.4).toSorted(() => random() - 0.5);
    const after = own.findIndex((piece) => piece.includes("emmeans("));
    const [before, behind] = after < 0 ? [own, []] : [own.toSpliced(after, 1), [own[after]!]];
    const words = `Round ${round}`;
    const formula = pick(["a", "b^2", "\\frac{1}{2}"]);
    const text = pageOf({ words, formula, code: pick(["anova(m)", "summary(m)", "coef(m)"]) })
      .replace("The deviation is", () => [...before, ...behind, "The deviation is"].join("\n\n"));
    served.write("01-a.md", text);
    await says(tab, `${words}, with`);
    await isAsLoaded(tab);
  }
  assert(await isMarked(tab));
}, BOOK);

previewed("exchange: nothing of a new page is run", async (served, { look }) => {
  const tab = await look(served.address, "01-a.html");
  await mark(tab);
  const hostile = [
    "<script>globalThis.heard = 1</script>",
    '<img src="nothing.png" alt="x" onerror="globalThis.heard = 2">',
    '<svg onload="globalThis.heard = 3"><script>globalThis.heard = 4</script></svg>',
    '<iframe srcdoc="<script>parent.heard = 5</script>"></iframe>',
    "[a link](javascript:globalThis.heard=6)",
    '<details open ontoggle="globalThis.heard = 7"><summary>Fold</summary></details>',
    "$\\href{javascript:globalThis.heard=8}{x}$",
  ];
  for (const [n, more] of hostile.entries()) {
    // what is refused stands as a fault in front, what is left harmless stands in the page
    served.write("01-a.md", pageOf({ words: `Hostile ${n}`, more: `${more}\n` }));
    await tab.waitForFunction(
      `document.body.textContent.includes("Hostile ${n}") || document.querySelector(".faults") !== null`,
    );
    served.write("01-a.md", pageOf({ words: `Harmless ${n}` }));
    await says(tab, `Harmless ${n}`);
    assertEquals(await ask(tab, "globalThis.heard ?? 0"), 0);
  }
}, BOOK);

previewed("exchange: 300 edits leave nothing behind", async (served, { look }) => {
  const tab = await look(served.address, "01-a.html");
  await mark(tab);
  const devtools = await tab.context().newCDPSession(tab);
  await devtools.send("Performance.enable");
  const held = async (): Promise<Record<string, number>> => {
    await devtools.send("HeapProfiler.collectGarbage");
    const { metrics } = await devtools.send("Performance.getMetrics");
    return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
  };
  const edit = async (n: number): Promise<void> => {
    served.write("01-a.md", chapter(`number ${n}`, n % 2 ? { before: "See $x_1$.\n" } : {}));
    await says(tab, `The word is number ${n}`);
  };
  for (let n = 0; n < 20; n++) await edit(n);
  const before = await held();
  for (let n = 20; n < (isFast ? 80 : 320); n++) await edit(n);
  const after = await held();
  assert(await isMarked(tab));
  assertEquals(after["JSEventListeners"], before["JSEventListeners"]);
  assertEquals(after["Nodes"], before["Nodes"]);
  assert(
    after["JSHeapUsedSize"]! < 1.1 * before["JSHeapUsedSize"]! + 5e5,
    `${before["JSHeapUsedSize"]} → ${after["JSHeapUsedSize"]} bytes`,
  );
});

previewed("exchange: a browser that holds no place itself", async (served, { look }) => {
  const tab = await look(served.address, "01-a.html");
  await ask(
    tab,
    `(() => {
      const { supports } = CSS;
      CSS.supports = (name, value) => name !== "overflow-anchor" && supports.call(CSS, name, value);
      document.documentElement.style.overflowAnchor = "none";
      globalThis.mark = 1;
    })()`,
  );
  await scroll(tab, 900);
  const place =
    `[...document.querySelectorAll("p")].find((p) => p.textContent.startsWith("Paragraph 20")).getBoundingClientRect().top`;
  const top = await ask<number>(tab, place);
  served.write("01-a.md", chapter("Two", { before: "New.\n\n".repeat(10) }));
  await says(tab, "The word is Two");
  assert(Math.abs(await ask<number>(tab, place) - top) < 1.5);
  assert(await isMarked(tab));
  await scroll(tab, 0);
  served.write("01-a.md", chapter("Three"));
  await says(tab, "The word is Three");
  await standsAt(tab, 0);
});
