/**
 * A book edited five hundred times at random, each time built with what earlier builds kept and without.
 *
 *     deno run -A tests/long/edits.ts
 *
 * @module
 */
import { editBook } from "../site/cache/edited_book.ts";
import type { Outcome } from "./kills.ts";

/** What the list of long checks shows. */
export const name = "edits";

const COUNT = 500;

/** Edits and compares. */
export async function run(): Promise<Outcome> {
  const { passed, wrong, evaluated, whole, kinds } = await editBook(COUNT, 500);
  const each = [...kinds].sort(([a], [b]) => a < b ? -1 : 1).map(([kind, of]) =>
    `${kind} ${of.edits} (${of.evaluated})`
  );
  const total = (field: "needless" | "different"): number =>
    [...kinds.values()].reduce((sum, of) => sum + of[field], 0);
  return {
    passed,
    failed: wrong.length,
    lines: [
      ...wrong,
      `${evaluated} pages evaluated, where builds without a cache evaluate ${whole}; ` +
      `${total("needless")} for nothing, ${total("different")} files with other bytes; ` +
      `edits by kind, and pages evaluated for them: ${each.join(", ")}`,
    ],
  };
}

if (import.meta.main) {
  const { passed, failed, lines } = await run();
  console.log([...lines, `${passed} passed, ${failed} failed`].join("\n"));
  if (failed > 0) Deno.exit(1);
}
