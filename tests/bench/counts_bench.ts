/**
 * Counts and proportions: our fits beside lme4's and glmmTMB's, in one run. In each round both sides
 * fit the same model several times in a process of its own, one after the other, and give the median;
 * the table has the medians of the rounds.
 *
 * deno run --allow-read --allow-write --allow-run --allow-sys --allow-env tests/bench/counts_bench.ts
 *     [--write] [--only CASE] [--rounds N] [--limit SECONDS] [--remark TEXT]
 *
 * @module
 */
import { parseTable } from "../../lib/data/parse_table.ts";
import type { Table } from "../../lib/data/table.ts";
import type { GeneralizedMixedModel } from "../../lib/model/fit.ts";
import { glmer, glmmTMB } from "../../lib/model/generalized/laplace/mixed_model.ts";
import { RandomStream } from "../../lib/math/distribution/random.ts";
import { RESULTS, withSection } from "./results.ts";

interface CountsCase {
  id: string;
  title: string;
  /** A file of `tests/oracle/glmm/`, or one that is simulated. */
  data: string;
  factors: readonly string[];
  /** Fits of a round, here and in R; the first half of ours are not counted. */
  runs: readonly [number, number];
  goal: string;
  fit: (data: Table) => GeneralizedMixedModel;
}

const zeros = (formula: string, ziformula: string, family: string) => (data: Table) =>
  glmmTMB(formula, data, { family, ziformula });

const CASES: readonly CountsCase[] = [
  {
    id: "cbpp",
    title: "cbpp: binomial, herds",
    data: "cbpp.csv",
    factors: ["herd", "period"],
    runs: [400, 15],
    goal: "50×",
    fit: (data) =>
      glmer("cbind(incidence, size - incidence) ~ period + (1 | herd)", data, {
        family: "binomial",
      }),
  },
  {
    id: "grouseticks",
    title: "grouseticks: Poisson, three factors",
    data: "grouseticks.csv",
    factors: ["BROOD", "INDEX", "LOCATION", "YEAR"],
    runs: [100, 5],
    goal: "30×",
    fit: (data) =>
      glmmTMB("TICKS ~ YEAR + cHEIGHT + (1 | BROOD) + (1 | INDEX) + (1 | LOCATION)", data, {
        family: "poisson",
      }),
  },
  {
    id: "salamanders_zip",
    title: "Salamanders: zero-inflated Poisson",
    data: "salamanders.csv",
    factors: ["site", "mined", "spp"],
    runs: [100, 5],
    goal: "30×",
    fit: zeros("count ~ mined + spp + (1 | site)", "~ mined", "poisson"),
  },
  {
    id: "salamanders_zinb2",
    title: "Salamanders: zero-inflated negative binomial",
    data: "salamanders.csv",
    factors: ["site", "mined", "spp"],
    runs: [100, 5],
    goal: "30×",
    fit: zeros("count ~ mined + (1 | site)", "~ mined", "nbinom2"),
  },
  {
    id: "salamanders_all",
    title: "Salamanders: both parts by species × mining",
    data: "salamanders.csv",
    factors: ["site", "mined", "spp"],
    runs: [20, 3],
    goal: "–",
    fit: zeros("count ~ spp * mined + (1 | site)", "~ spp * mined", "nbinom2"),
  },
  {
    id: "crossed",
    title: "crossed 500 × 500, n = 100,000: Poisson",
    data: "crossed_counts.csv",
    factors: ["a", "b", "trt"],
    runs: [2, 1],
    goal: "3 s",
    fit: (data) => glmmTMB("y ~ trt + (1 | a) + (1 | b)", data, { family: "poisson" }),
  },
];

const here = (name: string): string => new URL(name, import.meta.url).pathname;

/** Counts of two crossed factors of q levels and a treatment. */
function crossedCounts(path: string, q: number, n: number): void {
  const r = new RandomStream(3);
  const [left, right] = [0.5, 0.4].map((sd) => Array.from({ length: q }, () => sd * r.normal()));
  const lines = ["a,b,trt,y"];
  for (let i = 0; i < n; i++) {
    const [a, b, trt] = [i < q ? i : r.integer(q), i < q ? i : r.integer(q), r.integer(4)];
    const mean = Math.exp(0.5 + 0.2 * trt + left![a]! + right![b]!);
    let y = 0;
    for (let p = r.uniform(); p > Math.exp(-mean) && y < 1000; y++) p *= r.uniform();
    lines.push(`a${a},b${b},t${trt},${y}`);
  }
  Deno.writeTextFileSync(path, lines.join("\n") + "\n");
}

/** Milliseconds of a fit, and its log likelihood. */
interface Timed {
  ms: number;
  logLik: number;
}

const median = (times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[times.length >> 1] ?? NaN;

/** Our side of a round, in this process. */
function measured({ data, factors, runs, fit }: CountsCase, folder: string): Timed {
  const file = data === "crossed_counts.csv" ? `${folder}/${data}` : here(`../oracle/glmm/${data}`);
  const table = parseTable(Deno.readFileSync(file), { factors: [...factors] });
  const times: number[] = [];
  let logLik = NaN;
  for (let i = 0; i < runs[0]; i++) {
    const start = performance.now();
    logLik = fit(table).logLik;
    times.push(performance.now() - start);
  }
  return { ms: median(times.slice(Math.floor(runs[0] / 2))), logLik };
}

/** What a program prints as its last line; null if it fails, is missing or takes too long. */
async function output(command: string, args: string[], limit: number): Promise<string | null> {
  try {
    const signal = AbortSignal.timeout(limit);
    const result = await new Deno.Command(command, { args, signal, stderr: "null" }).output();
    if (!result.success) return null;
    return new TextDecoder().decode(result.stdout).trim().split("\n").at(-1) ?? null;
  } catch {
    return null;
  }
}

const time = (ms: number | undefined): string =>
  ms === undefined
    ? "–"
    : ms < 10
    ? `${ms.toFixed(2)} ms`
    : ms < 1000
    ? `${ms.toFixed(0)} ms`
    : `${(ms / 1000).toFixed(1)} s`;

/** All rounds of a case as a line of the table. */
async function line(c: CountsCase, folder: string, rounds: number, limit: number): Promise<string> {
  const own: Timed[] = [];
  const theirs: Record<string, Timed[]> = { lme4: [], glmmTMB: [] };
  for (let round = 0; round < rounds; round++) {
    const self = ["run", "--no-check", "--allow-read", `--config=${here("../../deno.json")}`];
    const mine = await output(Deno.execPath(), [
      ...self,
      import.meta.filename!,
      "--case",
      c.id,
      folder,
    ], limit);
    if (mine) own.push(JSON.parse(mine));
    for (const [program, of] of Object.entries(theirs)) {
      const args = [
        here("counts_reference.R"),
        program,
        c.id,
        folder,
        here("../oracle/glmm"),
        `${c.runs[1]}`,
      ];
      const text = await output("Rscript", args, limit);
      const found = text?.startsWith("{") ? JSON.parse(text) as Partial<Timed> : null;
      if (found?.ms !== undefined) of.push(found as Timed);
    }
  }
  const of = (list: readonly Timed[] | undefined): number | undefined =>
    list && list.length > 0 ? median(list.map((t) => t.ms)) : undefined;
  const mine = of(own);
  const ratio = (other: number | undefined): string =>
    other === undefined || mine === undefined ? "–" : `${(other / mine).toFixed(0)}×`;
  const lme4 = of(theirs.lme4);
  const tmb = of(theirs.glmmTMB);
  const away = (list: readonly Timed[] | undefined): string => {
    const last = list?.at(-1);
    return last && own.length > 0 ? (own.at(-1)!.logLik - last.logLik).toExponential(0) : "–";
  };
  const cells = [
    c.title,
    time(lme4),
    time(tmb),
    time(mine),
    ratio(lme4),
    ratio(tmb),
    c.goal,
    away(theirs.lme4),
    away(theirs.glmmTMB),
  ];
  return `| ${cells.join(" | ")} |`;
}

const TITLE = "## Counts and proportions";

async function main(args: string[]): Promise<void> {
  const option = (name: string): string | undefined => {
    const i = args.indexOf(name);
    return i < 0 ? undefined : args[i + 1];
  };
  const one = option("--case");
  if (one) {
    const [c] = CASES.filter(({ id }) => id === one);
    console.log(JSON.stringify(measured(c!, args.at(-1)!)));
    return;
  }
  const only = option("--only");
  const folder = await Deno.makeTempDir();
  crossedCounts(`${folder}/crossed_counts.csv`, 500, 100_000);
  const versions = await output("Rscript", [
    "-e",
    `cat("R", paste(R.version$major, R.version$minor, sep = "."), "with lme4", format(packageVersion("lme4")), "and glmmTMB", format(packageVersion("glmmTMB")))`,
  ], 60_000);
  const info = await Deno.readTextFile("/proc/cpuinfo").catch(() => "");
  const model = /model name\s*:\s*(.*)/.exec(info)?.[1] ?? "unknown processor";
  const load = Deno.loadavg()[0]!.toFixed(1);
  const lines = [
    "| case | lme4 | glmmTMB | Heddle | lme4 / Heddle | glmmTMB / Heddle | goal | log L: − lme4 | − glmmTMB |",
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
  ];
  for (const c of CASES) {
    if (only && c.id !== only) continue;
    const rounds = c.id === "crossed" ? 1 : Number(option("--rounds") ?? 3);
    lines.push(await line(c, folder, rounds, 1000 * Number(option("--limit") ?? 300)));
    console.log(lines.at(-1));
  }
  await Deno.remove(folder, { recursive: true });
  const remark = option("--remark");
  const text = `${TITLE}

${
    new Date().toISOString().slice(0, 10)
  }; ${model}, ${navigator.hardwareConcurrency} processors (load ${load} at the start), Deno ${Deno.version.deno}; ${
    versions ?? "R not installed"
  }; \`tests/bench/counts_bench.ts\`: both sides in turn, medians.${remark ? ` ${remark}.` : ""}

${lines.join("\n")}

The last columns are our log likelihood less theirs: lme4 and glmmTMB stop near their optimum, and lme4
has no zero inflation.
`;
  if (!args.includes("--write")) return;
  const file = await Deno.readTextFile(RESULTS);
  await Deno.writeTextFile(RESULTS, withSection(file, TITLE, text));
}

if (import.meta.main) await main(Deno.args);
