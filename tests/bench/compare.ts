/**
 * Runs all cases here and, where R is installed, in R; prints a table of ratios and writes it with
 * machine and date.
 *
 * deno run --allow-read --allow-write --allow-run --allow-sys --allow-env tests/bench/compare.ts
 *     [--write] [--only CASE] [--limit SECONDS] [--remark TEXT]
 *
 * @module
 */
import { addProduct } from "../../lib/math/algebra/dense.ts";
import { addProductSimd } from "../../lib/math/algebra/dense_simd.ts";
import { type BenchCase, CASES } from "./cases.ts";
import type { Measured } from "./run_case.ts";
import { RESULTS, withHead } from "./results.ts";
import { simulateAll } from "./simulate.ts";

interface Reference {
  ms: number;
  processor: number;
  memory: number;
}

const here = (name: string): string => new URL(name, import.meta.url).pathname;

/** Standard output of a program, or null if it fails, is missing or takes too long. */
async function output(command: string, args: string[], limit: number): Promise<string | null> {
  try {
    const signal = AbortSignal.timeout(limit);
    const result = await new Deno.Command(command, { args, signal, stderr: "null" }).output();
    return result.success ? new TextDecoder().decode(result.stdout) : null;
  } catch {
    return null;
  }
}

const lastLine = (text: string): string => text.trim().split("\n").at(-1)!;

async function ours(id: string, folder: string): Promise<Measured | null> {
  const config = here("../../deno.json");
  const text = await output(
    Deno.execPath(),
    ["run", "--no-check", "--allow-read", `--config=${config}`, here("run_case.ts"), id, folder],
    600_000,
  );
  return text === null ? null : JSON.parse(lastLine(text)) as Measured;
}

async function theirs(id: string, folder: string, limit: number): Promise<Reference | null> {
  const text = await output(
    "Rscript",
    [here("reference.R"), id, folder, here("../oracle/public")],
    limit,
  );
  return text === null ? null : JSON.parse(lastLine(text)) as Reference;
}

const time = (ms: number): string =>
  ms < 10
    ? `${ms.toFixed(2)} ms`
    : ms < 1000
    ? `${ms.toFixed(0)} ms`
    : `${(ms / 1000).toFixed(2)} s`;

async function machine(): Promise<string> {
  const info = await Deno.readTextFile("/proc/cpuinfo").catch(() => "");
  const model = /model name\s*:\s*(.*)/.exec(info)?.[1] ?? "unknown processor";
  const load = Deno.loadavg()[0]!.toFixed(1);
  return `${model}, ${navigator.hardwareConcurrency} processors (load ${load} at the start), Deno ${Deno.version.deno}`;
}

function resultLine(
  c: BenchCase,
  own: Measured | null,
  r: Reference | null,
  missing: string,
): string {
  const best = own ? own.warm ?? own.first : NaN;
  const ratio = (a: number | undefined, b: number | undefined): string =>
    a === undefined || b === undefined ? "–" : (a / b).toFixed(0);
  const cells = [
    c.title,
    r ? time(r.ms) : missing,
    own ? time(own.first) : "failed",
    own?.warm ? time(own.warm) : "–",
    ratio(r?.ms, own ? best : undefined),
    r ? time(r.processor) : "–",
    own ? time(own.processor) : "–",
    ratio(r?.processor, own?.processor),
    time(c.goal),
    r ? `${r.memory.toFixed(0)} MB` : "–",
    own ? `${own.memory.toFixed(0)} MB` : "–",
  ];
  return `| ${cells.join(" | ")} |`;
}

/** GFLOP/s of a product of order 512, with typed arrays and with WebAssembly. */
function kernelSpeed(): { plain: number; simd: number } {
  const n = 512;
  const a = Float64Array.from({ length: n * n }, (_, i) => Math.sin(i));
  const c = new Float64Array(n * n);
  const speed = (run: () => void): number => {
    let best = Infinity;
    for (let i = 0; i < 6; i++) {
      const start = performance.now();
      run();
      best = Math.min(best, performance.now() - start);
    }
    return 2 * n ** 3 / best / 1e6;
  };
  return {
    plain: speed(() => addProduct(c, 0, n, a, 0, n, a, 0, n, n, n, n, 1)),
    simd: speed(() => addProductSimd(c, a, a, n, n, n, 1)),
  };
}

async function main(args: string[]): Promise<void> {
  const option = (name: string): string | undefined => {
    const i = args.indexOf(name);
    return i < 0 ? undefined : args[i + 1];
  };
  const limit = 1000 * Number(option("--limit") ?? 240);
  const only = option("--only");
  const folder = await Deno.makeTempDir();
  const description = await machine();
  const lines = [
    "| case | R | Heddle, first run | Heddle, best | R / Heddle | processor time R | Heddle | R / Heddle | goal | memory R | Heddle |",
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
  ];
  const rVersion = await output(
    "Rscript",
    ["-e", "cat(R.version$major, R.version$minor, sep='.')"],
    30_000,
  );
  simulateAll(folder);
  if (rVersion !== null) {
    const export_ =
      `data(InstEval, package = "lme4"); write.csv(InstEval[c("y","service","s","d","dept")], ` +
      `"${folder}/insteval.csv", row.names = FALSE, quote = FALSE)`;
    await output("Rscript", ["-e", export_], 60_000);
  }
  for (const c of CASES) {
    if (only && c.id !== only) continue;
    const own = await ours(c.id, folder);
    const r = rVersion === null ? null : await theirs(c.id, folder, limit);
    const line = resultLine(c, own, r, rVersion === null ? "–" : `not in ${limit / 1000} s`);
    lines.push(line);
    console.log(line);
  }
  await Deno.remove(folder, { recursive: true });
  const kernels = kernelSpeed();
  const text = `# Benchmarks

${new Date().toISOString().slice(0, 10)}; ${description}; ${
    rVersion ? `R ${rVersion} with lme4, car, emmeans and pbkrtest from Debian` : "R not installed"
  }.${option("--remark") ? ` ${option("--remark")}.` : ""}

Every case runs in a process of its own. "First run" includes just-in-time compilation; "best" is the
best of the later runs, as R's is of its runs. Processor time counts all threads (compiler and garbage
collector among them) and is what to compare when the machine was busy. R's bootstrap is timed on 100
draws and multiplied. Memory is what the process holds at its end (R: at its peak).

${lines.join("\n")}

Dense products of order 512 run at ${kernels.simd.toFixed(1)} GFLOP/s in WebAssembly (two doubles a
register, multiplication and addition apart: at most four operations a cycle and core) and at
${kernels.plain.toFixed(1)} in typed arrays.
`;
  console.log(text);
  if (!args.includes("--write")) return;
  await Deno.writeTextFile(RESULTS, withHead(await Deno.readTextFile(RESULTS), text));
}

if (import.meta.main) await main(Deno.args);
