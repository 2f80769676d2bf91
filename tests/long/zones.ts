/**
 * The same bytes under every zone, language, path and number of workers: books with `plot` fences, as one
 * file too, and the ledgers of their results.
 *
 *     deno run -A tests/long/zones.ts
 *
 * @module
 */

/** What the list of long checks shows. */
export const name = "zones";

/** How a check ended. */
export interface Outcome {
  passed: number;
  failed: number;
  lines: string[];
}

const program = new URL("../../lib/cli/main.ts", import.meta.url).pathname;
const config = new URL("../../deno.json", import.meta.url).pathname;
const books = ["../../reports", "../books/trial"].map((path) =>
  new URL(path, import.meta.url).pathname
);

/** What would show a clock, a zone, a language, chance or a path. */
export const SHOWS_ALL = `---
title: All
---

\`\`\`model
d <- data.frame(dose = factor(c("low", "mid", "high"), levels = c("low", "mid", "high")), y = c(1234.5, 2000, 3000.25))
d
\`\`\`

\`\`\`plot
#| label: fig-a
#| caption: Dates.
Plot.plot({ marks: [Plot.line(d, { x: (row, i) => new Date(2020, i, 1), y: "y" }), Plot.text(d, { x: (row, i) => new Date(2020, i, 1), y: "y", text: (row) => row.y.toLocaleString() })] })
\`\`\`

\`\`\`plot
#| label: fig-b
#| caption: Words.
const words = [
  new Date(), Date.now(), new Date(2020, 0, 1), new Date("2020-06-01T12:00").toISOString(), Math.random(),
  new Intl.DateTimeFormat().format(), new Intl.DateTimeFormat().resolvedOptions().timeZone, (1234.5).toLocaleString(),
  ["i", "I", "ı", "z", "ä", "Z"].sort((a, b) => a.localeCompare(b)).join(""), "I".toLocaleLowerCase(),
  new Error("x").stack, Temporal.Now.instant(), new Intl.PluralRules().select(2), new Intl.ListFormat().format(["a", "b"]),
];
const e = document.createElement("p");
e.textContent = words.join("; ");
e
\`\`\`

\`\`\`plot
#| label: fig-c
#| caption: Doses.
Plot.plot({ color: { legend: true }, marks: [Plot.barY(d, { x: "dose", y: "y", fill: "dose", sort: { x: null } })] })
\`\`\`
`;

/** Surroundings of a build. */
export interface Surroundings {
  zone: string;
  language: string;
  folder: string;
  workers: number;
}

/** What a ledger is. */
const LEDGER = ["results.lock.json", "results.values"];

/** All files of a build and of its ledger, which is written anew, as one text. */
async function built(root: string, { zone, language, workers }: Surroundings): Promise<string> {
  const output = `${root}-site`;
  const ledger = LEDGER.map((name) => `${root}/${name}`);
  for (const entry of [...Deno.readDirSync(root)].filter(({ name }) => LEDGER.includes(name))) {
    Deno.removeSync(`${root}/${entry.name}`, { recursive: true });
  }
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--no-check", "--config", config, "--allow-read", "--ignore-env"],
      `--allow-write=${output},${output}.next,${root}/.heddle,${ledger.join(",")}`,
      ...[program, "build", root, "--output", output, "--single-file", "--update-ledger"],
      ...["--workers", `${workers}`],
    ],
    env: { TZ: zone, LANG: language, LC_ALL: language, LANGUAGE: language },
    stdout: "null",
    stderr: "piped",
  }).output();
  if (code !== 0) throw new Error(new TextDecoder().decode(stderr));
  const files: string[] = [];
  const take = (path: string, name: string): void => {
    if (Deno.statSync(path).isDirectory) {
      for (const entry of [...Deno.readDirSync(path)].map((e) => e.name).sort()) {
        take(`${path}/${entry}`, `${name}/${entry}`);
      }
    } else {
      files.push(`${name}\n${new TextDecoder("latin1").decode(Deno.readFileSync(path))}`);
    }
  };
  take(output, "");
  LEDGER.forEach((name, i) => take(ledger[i]!, name));
  Deno.removeSync(output, { recursive: true });
  return files.join("\n");
}

function copy(from: string, to: string): void {
  Deno.mkdirSync(to, { recursive: true });
  for (const entry of Deno.readDirSync(from)) {
    if (entry.isDirectory) copy(`${from}/${entry.name}`, `${to}/${entry.name}`);
    else Deno.copyFileSync(`${from}/${entry.name}`, `${to}/${entry.name}`);
  }
}

/** Which surroundings give other bytes than the first; the text of the first. */
export async function compare(
  surroundings: readonly Surroundings[],
  fill: (root: string) => void,
): Promise<{ others: string[]; text: string }> {
  const temporary = Deno.makeTempDirSync({ prefix: "heddle-zones-" });
  let first: string | null = null;
  const others: string[] = [];
  try {
    for (const each of surroundings) {
      const root = `${temporary}/${each.folder}`;
      fill(root);
      const text = await built(root, each);
      first ??= text;
      if (text !== first) {
        others.push(`${each.zone}, ${each.language}, "${each.folder}", ${each.workers} workers`);
      }
      if (text.includes(temporary)) others.push(`a path of the machine in "${each.folder}"`);
      Deno.removeSync(root, { recursive: true });
    }
  } finally {
    Deno.removeSync(temporary, { recursive: true });
  }
  return { others, text: first ?? "" };
}

/** Two zones, three languages, three paths, one and two workers by turns, for each of three books. */
export async function run(): Promise<Outcome> {
  const surroundings = ["UTC", "Pacific/Auckland"].flatMap((zone) =>
    ["C", "de_DE.UTF-8", "tr_TR.UTF-8"].flatMap((language) =>
      ["book", "deep/er/book", "a book é"].map((folder) => ({ zone, language, folder }))
    )
  ).map((each, i) => ({ ...each, workers: 1 + i % 2 }));
  const fills: [string, (root: string) => void][] = [
    ["a page that shows all", (root) => {
      Deno.mkdirSync(root, { recursive: true });
      Deno.writeTextFileSync(`${root}/01-all.md`, SHOWS_ALL);
      Deno.writeTextFileSync(`${root}/book.yml`, "title: All\n");
    }],
    ...books.map((book): [string, (root: string) => void] => [
      book.split("/").at(-1) ?? "",
      (root) => copy(book, root),
    ]),
  ];
  const lines: string[] = [];
  let failed = 0;
  for (const [book, fill] of fills) {
    const { others } = await compare(surroundings, fill);
    failed += others.length;
    lines.push(
      `${book}: ${surroundings.length} builds, ${others.length} with other bytes`,
      ...others,
    );
  }
  return { passed: fills.length * surroundings.length - failed, failed, lines };
}

if (import.meta.main) {
  const { passed, failed, lines } = await run();
  console.log([...lines, `${passed} passed, ${failed} failed`].join("\n"));
  Deno.exit(failed > 0 ? 1 : 0);
}
