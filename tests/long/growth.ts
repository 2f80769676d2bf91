/**
 * Time to read long texts must grow with their length, not with its square: four times the text may take
 * at most twelve times as long (sixteen is a square).
 *
 *     deno run -A tests/long/growth.ts
 *
 * @module
 */
import { parsePage } from "../../lib/weave/page/parse_page.ts";
import { longTexts } from "../weave/long_texts.ts";
import type { Outcome } from "./kills.ts";

/** What the list of long checks shows. */
export const name = "growth";

const SHORT = 5000;
const MOST = 12;
/** Below so many milliseconds a reading says nothing. */
const LEAST = 60;

/** The shortest of some readings. */
function time(text: string, readings: number): number {
  let least = Infinity;
  for (let i = 0; i < readings; i++) {
    const from = performance.now();
    parsePage("p.md", text);
    least = Math.min(least, performance.now() - from);
  }
  return least;
}

/** Reads every text at two lengths. */
export function run(): Promise<Outcome> {
  const [short, long] = [longTexts(SHORT), longTexts(4 * SHORT)];
  const lines: string[] = [];
  let passed = 0, failed = 0, worst = 0;
  for (const [i, text] of short.entries()) {
    const longer = time(long[i]!, 2);
    const ratio = longer / Math.max(LEAST, time(text, 3));
    worst = Math.max(worst, ratio);
    if (ratio <= MOST) passed++;
    else {
      failed++;
      const shown = JSON.stringify(text.slice(19, 40).replace(/ {9,}/, " … "));
      lines.push(`${shown}: ${longer.toFixed(0)} ms, ${ratio.toFixed(1)} times the shorter text`);
    }
  }
  lines.push(`four times the text takes at most ${worst.toFixed(1)} times as long`);
  return Promise.resolve({ passed, failed, lines });
}

if (import.meta.main) {
  const { passed, failed, lines } = await run();
  console.log([...lines, `${passed} passed, ${failed} failed`].join("\n"));
  if (failed > 0) Deno.exit(1);
}
