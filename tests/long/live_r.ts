/**
 * Analyses run in R now, where R is installed: it must still print what is recorded, with which
 * `tests/inference/differential_test.ts` compares ours character by character.
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

interface Case {
  id: [string];
  shown: { source: [string]; printed: string[] }[];
}

/** Whether lines differ in nothing but a few last digits, which are the noise of R's optimizer. */
function sameButForNoise(a: string, b: string): boolean {
  const [left, right] = [a.trim().split(/\s+/), b.trim().split(/\s+/)];
  return left.length === right.length && left.every((x, i) => {
    const y = right[i]!;
    if (x === y) return true;
    const [, , decimals = "", exponent = "0"] = x.match(/^-?(\d+)\.?(\d*)(?:e([-+]\d+))?$/) ?? [];
    const unit = 10 ** (Number(exponent) - decimals.length);
    return Math.abs(Number(x) - Number(y)) <= 3.5 * unit;
  });
}

/** What R says now beside what is recorded, which `differential_test.ts` holds us to. */
function compared(version: string, before: string, after: string): Outcome {
  const [recorded, now]: Case[][] = [JSON.parse(before), JSON.parse(after)];
  const lines: string[] = [];
  let passed = 0, failed = 0, noisy = 0;
  recorded!.forEach((c, i) =>
    c.shown.forEach(({ source: [source], printed }, k) => {
      const other = now![i]?.shown[k]?.printed ?? [];
      const alike = printed.length === other.length &&
        printed.every((line, l) => sameButForNoise(line, other[l]!));
      noisy += printed.filter((line, l) => line !== other[l]).length;
      if (alike) passed++;
      else {
        failed++;
        lines.push(`${c.id[0]}: ${source} prints something else`);
      }
    })
  );
  lines.unshift(
    `${version}: ${passed} analyses print what is recorded, ${noisy} lines of them with another ` +
      "last digit",
  );
  return { passed, failed, lines };
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
    return compared(version, before, copy.read(`${folder}/differential.json`));
  } finally {
    copy.end();
  }
}

if (import.meta.main) {
  const { passed, failed, lines } = await run();
  console.log([...lines, `${passed} passed, ${failed} failed`].join("\n"));
  if (failed > 0) Deno.exit(1);
}
