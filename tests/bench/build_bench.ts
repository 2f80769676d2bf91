/**
 * A chapter from Markdown to pages, as a whole process: package caches filled, nothing of the book
 * cached. Prints the ratio against bookdown's time for the same chapter.
 *
 * deno bench --allow-read --allow-write --allow-run --allow-env tests/bench/build_bench.ts
 */

/** R 4.2.2 with bookdown and pandoc as a whole process on two cores, November 2026. */
const BOOKDOWN = { seconds: 3.42, megabytes: 394 };

/** An eighth of bookdown's time. */
const GOAL = BOOKDOWN.seconds / 8;

const CHAPTER = "04-linear-mixed-models.md";

const path = (name: string): string =>
  decodeURIComponent(new URL(`../../${name}`, import.meta.url).pathname);

/** A book of one chapter; what it says of the other chapters becomes plain words. */
function writeBook(folder: string): void {
  Deno.mkdirSync(`${folder}/data`, { recursive: true });
  const labels = new Set(
    Deno.readTextFileSync(path(`reports/${CHAPTER}`)).match(/(?<=[#]| label: )[\w-]+/g),
  );
  const text = Deno.readTextFileSync(path(`reports/${CHAPTER}`))
    .replace(
      /@((?:sec|tbl|fig|eq|exr)-[\w-]+)/g,
      (whole, label) => labels.has(label) ? whole : "…",
    );
  Deno.writeTextFileSync(`${folder}/${CHAPTER}`, text);
  Deno.copyFileSync(path("reports/references.bib"), `${folder}/references.bib`);
  for (const { name } of Deno.readDirSync(path("reports/data"))) {
    if (name.startsWith("strawberries")) {
      Deno.copyFileSync(path(`reports/data/${name}`), `${folder}/data/${name}`);
    }
  }
  Deno.writeTextFileSync(
    `${folder}/book.yml`,
    "title: One chapter\nchapter-word: Day\nbibliography: references.bib\n",
  );
}

const folder = Deno.makeTempDirSync({ prefix: "heddle-bench-" });
writeBook(`${folder}/book`);
const times: number[] = [];

/** Builds the book into a folder that is not there yet. */
async function build(): Promise<void> {
  const output = `${folder}/site-${times.length}`;
  const start = performance.now();
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-check",
      "--allow-read",
      `--allow-write=${output}`,
      "--ignore-env",
      path("lib/cli/main.ts"),
      "build",
      `${folder}/book`,
      "--output",
      output,
    ],
    stdout: "null",
  }).output();
  times.push((performance.now() - start) / 1000);
  if (code !== 0) throw new Error(new TextDecoder().decode(stderr));
  Deno.removeSync(output, { recursive: true });
}

Deno.bench("one chapter, whole process", { n: 11, warmup: 2 }, build);

globalThis.addEventListener("unload", () => {
  Deno.removeSync(folder, { recursive: true });
  const sorted = times.slice(2).sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)];
  if (median === undefined) return;
  console.log(
    `\nbookdown ${BOOKDOWN.seconds} s, here ${median.toFixed(2)} s (least ${
      (sorted[0] ?? NaN).toFixed(2)
    } s): ratio ${(BOOKDOWN.seconds / median).toFixed(1)}, goal 8 (${GOAL.toFixed(2)} s)`,
  );
});
