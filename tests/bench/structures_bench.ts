/**
 * How long models take whose residuals have a structure, beside nlme and glmmTMB in the same run.
 *
 *     deno run -A tests/bench/structures_bench.ts
 *
 * prints the table that stands in RESULTS.md.
 */
import { tableFrom } from "../../lib/data/table_from.ts";
import { anova } from "../../lib/inference/test/anova.ts";
import { emmeans } from "../../lib/inference/means/emmeans.ts";
import { RandomStream } from "../../lib/math/distribution/random.ts";
import type { LinearMixedModel } from "../../lib/model/fit.ts";
import { lmer } from "../../lib/model/mixed/lmer.ts";
import {
  readResidualCase,
  residualCaseData,
  residualCaseFormula,
  residualCaseStructure,
} from "../oracle/rside_case.ts";

interface Case {
  /** As the script of R calls it. */
  id: string;
  title: string;
  goal: string;
  runs: number;
  run: () => unknown;
}

const tests = (fit: LinearMixedModel): unknown =>
  anova(fit, { type: 3, test: "F" }).rows.map((r) => r.denDf);

function ofCase(id: string): () => LinearMixedModel {
  const c = readResidualCase(id);
  const [data, formula, residual] = [
    residualCaseData(c),
    residualCaseFormula(c),
    residualCaseStructure(c),
  ];
  return () => lmer(formula, data, { residual });
}

/** Subjects with ten visits each. */
function manySubjects(subjects: number): ReturnType<typeof tableFrom> {
  const s = new RandomStream(1);
  const rows = Array.from({ length: subjects * 10 }, (_, i) => i);
  let [own, error] = [0, 0];
  const y = rows.map((i) => {
    if (i % 10 === 0) [own, error] = [s.normal(), s.normal()];
    error = 0.6 * error + 0.8 * s.normal();
    return own + error + 0.1 * (i % 10);
  });
  return tableFrom({
    y,
    Trt: rows.map((i) => Math.floor(i / 10) % 2 ? "B" : "A"),
    Day: rows.map((i) => `d${i % 10}`),
    id: rows.map((i) => `i${Math.floor(i / 10)}`),
  });
}

/** A field of 40 rows and 50 columns in four blocks. */
function field(): ReturnType<typeof tableFrom> {
  const s = new RandomStream(2);
  const [rows, columns] = [40, 50];
  const z = new Float64Array(rows * columns);
  const at = Array.from(z, (_, k) => k);
  for (const k of at) {
    const [i, j] = [Math.floor(k / columns), k % columns];
    const above = i > 0 ? z[k - columns]! : 0;
    const left = j > 0 ? z[k - 1]! : 0;
    const both = i > 0 && j > 0 ? z[k - columns - 1]! : 0;
    z[k] = 0.6 * above + 0.4 * left - 0.24 * both + s.normal();
  }
  return tableFrom({
    y: at.map((k) => 10 + z[k]!),
    gen: at.map((k) => `g${k * 7 % 25}`),
    block: at.map((k) => `b${Math.floor(k / columns / 10)}`),
    row: at.map((k) => Math.floor(k / columns)),
    col: at.map((k) => k % columns),
  });
}

const fecal = ofCase("fecal_missing_room_arh1");
const subjects = manySubjects(10_000);
const plots = field();

const CASES: readonly Case[] = [
  {
    id: "fecal",
    title: "245 rows, `arh1` and a random room: fit, tests, means",
    goal: "5 ms",
    runs: 300,
    run: () => {
      const fit = fecal();
      return [tests(fit), emmeans(fit, "~ Trt").rows.map((r) => r.lower)];
    },
  },
  {
    id: "subjects",
    title: "10,000 subjects × 10 visits, `un`: fit, Kenward-Roger tests",
    goal: "1 s",
    runs: 4,
    run: () => tests(lmer("y ~ Trt * Day", subjects, { residual: "un(Day | id)" })),
  },
  {
    id: "wheat",
    title: "Wheat2, 224 plots, `exp`: fit",
    goal: "100 ms",
    runs: 12,
    run: ofCase("wheat2_exp"),
  },
  {
    id: "field",
    title: "field of 2,000 plots, `ar1 * ar1` and blocks: fit",
    goal: "1.5 s",
    runs: 4,
    run: () => lmer("y ~ gen + (1 | block)", plots, { residual: "ar1(row) * ar1(col)" }),
  },
];

const time = (ms: number): string =>
  ms < 1000 ? `${ms.toPrecision(3)} ms` : `${(ms / 1000).toFixed(2)} s`;

/** What R says of a case, by package; a dash where it has none, and the limit where it takes longer. */
async function ofR(id: string, limit = 60): Promise<string[]> {
  const script = decodeURIComponent(new URL("structures_reference.R", import.meta.url).pathname);
  const ofPackage = async (name: string): Promise<string> => {
    try {
      const { stdout } = await new Deno.Command("Rscript", {
        args: [script, id, name],
        signal: AbortSignal.timeout(1000 * limit),
        stderr: "null",
      }).output();
      const text = new TextDecoder().decode(stdout).trim();
      return text === "" ? `not in ${limit} s` : text === "-" ? "–" : time(Number(text));
    } catch {
      return `not in ${limit} s`;
    }
  };
  return [await ofPackage("nlme"), await ofPackage("glmmTMB")];
}

const versions = await new Deno.Command("Rscript", {
  args: [
    "-e",
    'cat(as.character(getRversion()), "with nlme", as.character(packageVersion("nlme")), ' +
    '"and glmmTMB", as.character(packageVersion("glmmTMB")))',
  ],
  stderr: "null",
}).output().then(({ stdout }) => new TextDecoder().decode(stdout), () => "not installed");
console.log(
  `${new Date().toISOString().slice(0, 10)}; ${navigator.hardwareConcurrency} processors, ` +
    `${Deno.build.os} ${Deno.build.arch} (load ${Deno.loadavg()[0]!.toFixed(1)} at the start), ` +
    `Deno ${Deno.version.deno}; R ${versions}.\n`,
);
console.log("| case | nlme | glmmTMB | Heddle, first run | Heddle, best | goal |");
console.log("| --- | ---: | ---: | ---: | ---: | ---: |");
for (const { id, title, goal, runs, run } of CASES) {
  const times = Array.from({ length: runs }, () => {
    const from = performance.now();
    run();
    return performance.now() - from;
  });
  const r = await ofR(id);
  const cells = [title, ...r, time(times[0]!), time(Math.min(...times)), goal];
  console.log(`| ${cells.join(" | ")} |`);
}
