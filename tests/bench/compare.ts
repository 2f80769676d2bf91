/**
 * Runs all cases here and, where R is installed, in R; prints a table of ratios and writes it with
 * machine and date.
 *
 * deno run --allow-read --allow-write --allow-run --allow-sys --allow-env tests/bench/compare.ts
 *     [--write] [--only CASE] [--limit SECONDS]
 *
 * @module
 */
import { CASES } from "./cases.ts";
import type { Measured } from "./run_case.ts";
import { simulateAll } from "./simulate.ts";

interface Reference {
  ms: number;
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
    "| case | R | Heddle, first run | Heddle, warm | R / Heddle | goal | memory R | memory Heddle |",
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
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
    const best = own ? own.warm ?? own.first : NaN;
    const line = `| ${c.title} | ${
      r ? time(r.ms) : rVersion ? `not in ${limit / 1000} s` : "–"
    } | ${own ? time(own.first) : "failed"} | ${own?.warm ? time(own.warm) : "–"} | ${
      r && own ? (r.ms / best).toFixed(0) : "–"
    } | ${time(c.goal)} | ${r ? `${r.memory.toFixed(0)} MB` : "–"} | ${
      own ? `${own.memory.toFixed(0)} MB` : "–"
    } |`;
    lines.push(line);
    console.log(line);
  }
  await Deno.remove(folder, { recursive: true });
  const text = `# Benchmarks

${new Date().toISOString().slice(0, 10)}; ${description}; ${
    rVersion ? `R ${rVersion} with lme4, car, emmeans and pbkrtest from Debian` : "R not installed"
  }.

Every case runs in a process of its own. "First run" includes just-in-time compilation; "warm" is the
median of the later runs. The ratio takes the warm time where there is one. R's bootstrap is timed on
100 draws and multiplied.

${lines.join("\n")}
`;
  console.log(text);
  if (args.includes("--write")) await Deno.writeTextFile(here("RESULTS.md"), text);
}

if (import.meta.main) await main(Deno.args);
