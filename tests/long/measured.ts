/**
 * One step in a process of its own, and what it took: `measured(…)` starts it, and this file is what is
 * started.
 *
 * @module
 */
import process from "node:process";
import { main } from "../../lib/cli/main.ts";
import { DELIMITED } from "../../lib/data/readers/delimited.ts";
import { DenoWorld } from "../../lib/site/deno_world.ts";
import { anova, emmeans, lm } from "../../mod.ts";

/** What a step took. */
export interface Measured {
  /** Seconds by the clock, and of the processor. */
  seconds: number;
  cpu: number;
  /** Most bytes of memory. */
  peak: number;
}

/**
 * Runs a step in a process of its own.
 *
 * @param words `run` and a command of Heddle, or `fit`, a file and a formula.
 */
export async function measured(
  words: readonly string[],
  env: Record<string, string> = {},
): Promise<Measured> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", new URL(import.meta.url).pathname, ...words],
    env,
  }).output();
  const text = new TextDecoder().decode(stdout).trim();
  if (!success) throw new Error(`${words.join(" ")}: ${text}${new TextDecoder().decode(stderr)}`);
  return JSON.parse(text.split("\n").at(-1)!) as Measured;
}

async function step([kind, ...words]: readonly string[]): Promise<void> {
  if (kind === "run") {
    const status = await main(words, new DenoWorld());
    if (status !== 0) Deno.exit(status);
    return;
  }
  const [file = "", formula = ""] = words;
  const data = await DELIMITED.read(Deno.readFileSync(file), { file, factors: ["Trt", "Day"] });
  const fit = lm(formula, data);
  anova(fit);
  emmeans(fit, "~ Trt");
}

if (import.meta.main) {
  const from = performance.now();
  await step(Deno.args);
  const seconds = (performance.now() - from) / 1000;
  const { user, system } = process.cpuUsage();
  const status = Deno.readTextFileSync("/proc/self/status");
  const peak = Number(/VmHWM:\s*(\d+)/.exec(status)?.[1]) * 1024;
  console.log(JSON.stringify({ seconds, cpu: (user + system) / 1e6, peak }));
}
