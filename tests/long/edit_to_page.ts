/**
 * How long it takes from a save to the new page in a browser, in a preview of Heddle's own book.
 *
 *     deno run -A tests/long/edit_to_page.ts [EDITS]
 *
 * @module
 */
import { chromium } from "playwright-core";
import { serveSite } from "../../lib/site/preview/serve_site.ts";

const reports = decodeURIComponent(new URL("../../reports", import.meta.url).pathname);

function copy(from: string, to: string): void {
  Deno.mkdirSync(to, { recursive: true });
  for (const { name, isDirectory } of Deno.readDirSync(from)) {
    if (name.startsWith(".")) continue;
    if (isDirectory) copy(`${from}/${name}`, `${to}/${name}`);
    else Deno.copyFileSync(`${from}/${name}`, `${to}/${name}`);
  }
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

/**
 * Medians in milliseconds of so many edits of a sentence, and of a cell of the data, and how often the
 * page was loaded anew.
 */
export async function measure(
  edits: number,
): Promise<
  { sentence: number; cell: number; loaded: number; built: { sentence: number; cell: number } }
> {
  const folder = Deno.makeTempDirSync();
  copy(reports, `${folder}/book`);
  const stop = new AbortController();
  const built: number[] = [];
  const server = await serveSite({
    root: `${folder}/book`,
    output: `${folder}/site`,
    port: 0,
    cache: true,
    signal: stop.signal,
    tell: (_report, milliseconds) => built.push(milliseconds),
  });
  const browser = await chromium.launch({
    executablePath: Deno.env.get("HEDDLE_CHROMIUM") ?? "/usr/bin/chromium",
    args: ["--no-sandbox"],
  });
  try {
    const page = await browser.newPage();
    await page.goto(`${server.address}04-linear-mixed-models.html`);
    const chapter = `${folder}/book/04-linear-mixed-models.md`;
    const data = `${folder}/book/data/strawberries.csv`;
    const [text, rows] = [Deno.readTextFileSync(chapter), Deno.readTextFileSync(data)];
    const until = async (test: string, save: () => void): Promise<number> => {
      // the browser has come to rest
      await page.waitForTimeout(400);
      // seen when the frame with it is drawn
      const seen = page.evaluate(`new Promise((done) => {
        const look = () => {
          if (!(${test})) return;
          watching.disconnect();
          requestAnimationFrame(() => setTimeout(done));
        };
        const watching = new MutationObserver(look);
        watching.observe(document, { subtree: true, childList: true, characterData: true });
      })`).catch(async (error: unknown) => {
        // the page was loaded anew while it was asked
        if (!/context|navigation/i.test(String(error))) throw error;
        loaded++;
        await page.waitForFunction(test, undefined, { polling: 5, timeout: 20_000 });
      });
      const from = performance.now();
      save();
      await seen;
      return performance.now() - from;
    };
    let loaded = 0;
    const sentence: number[] = [];
    const cell: number[] = [];
    const own = { sentence: [] as number[], cell: [] as number[] };
    for (let n = 0; n < edits; n++) {
      sentence.push(
        await until(
          `document.body.textContent.includes("Edited ${n}.")`,
          () =>
            Deno.writeTextFileSync(chapter, text.replace(/\n\n(?=## )/, `\n\nEdited ${n}.\n\n`)),
        ),
      );
      await page.waitForTimeout(400);
      own.sentence.push(built.at(-1)!);
    }
    for (let n = 0; n < edits; n++) {
      const before = await page.evaluate("document.body.textContent") as string;
      const lines = rows.split("\n");
      lines[3] = lines[3]!.replace(/[\d.]+$/, String(100 + n));
      cell.push(
        await until(
          `document.readyState !== "loading" && document.body.textContent !== ${
            JSON.stringify(before)
          }`,
          () => Deno.writeTextFileSync(data, lines.join("\n")),
        ),
      );
      await page.waitForTimeout(400);
      own.cell.push(built.at(-1)!);
    }
    return {
      sentence: median(sentence),
      cell: median(cell),
      loaded,
      built: { sentence: median(own.sentence), cell: median(own.cell) },
    };
  } finally {
    await browser.close();
    stop.abort();
    await server.finished;
    Deno.removeSync(folder, { recursive: true });
  }
}

if (import.meta.main) {
  const found = await measure(Number(Deno.args[0] ?? 30));
  console.log(
    `sentence ${found.sentence.toFixed(0)} ms (build and writing ${found.built.sentence}), ` +
      `cell ${found.cell.toFixed(0)} ms (${found.built.cell}), loaded anew ${found.loaded} times`,
  );
  Deno.exit(0);
}
