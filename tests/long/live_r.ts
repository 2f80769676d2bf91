/**
 * Analyses run in R now, where R is installed, and compared with ours, character by character: the
 * reference values are made afresh and the test that reads them is run.
 *
 *     deno run -A tests/long/live_r.ts
 *
 * @module
 */
import { TreeCopy } from "./copy.ts";
import type { Outcome } from "./kills.ts";

/** What the list of long checks shows. */
export const name = "live R";

async function rVersion(): Promise<string | null> {
  try {
    const { stdout } = await new Deno.Command("Rscript", {
      args: ["-e", "cat(R.version.string)"],
    }).output();
    return new TextDecoder().decode(stdout);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

/** Makes the reference values again, and compares. */
export async function run(): Promise<Outcome> {
  const version = await rVersion();
  if (version === null) return { passed: 0, failed: 0, lines: ["not run: R is not installed"] };
  const copy = new TreeCopy();
  const folder = "tests/inference/reference";
  try {
    const before = copy.read(`${folder}/differential.json`);
    copy.write(`${folder}/differential.json`, "[]");
    const made = await new Deno.Command("Rscript", {
      args: ["differential.R"],
      cwd: `${copy.path}/${folder}`,
    }).output();
    if (!made.success) {
      const lines = [new TextDecoder().decode(made.stderr).slice(-2000)];
      return { passed: 0, failed: 1, lines };
    }
    const same = copy.read(`${folder}/differential.json`) === before;
    const result = await copy.test(["tests/inference/differential_test.ts"]);
    return {
      passed: result.passed,
      failed: result.ok ? 0 : Math.max(1, result.failed),
      lines: [
        `${version}: its answers are ${same ? "those recorded" : "others than those recorded"}`,
        ...(result.ok ? [] : [result.text.slice(-4000)]),
      ],
    };
  } finally {
    copy.end();
  }
}

if (import.meta.main) {
  const { passed, failed, lines } = await run();
  console.log([...lines, `${passed} passed, ${failed} failed`].join("\n"));
  if (failed > 0) Deno.exit(1);
}
