/**
 * Canaries in every place of a book that holds words of others, opened in a browser: none sings,
 * and no other server is asked for anything.
 *
 *     deno run -A tests/long/canaries.ts [PART OF A NAME]
 *
 * @module
 */
import { hear } from "../browser/canaries.ts";
import { CANARY_PLACES } from "../browser/canary_places.ts";
import { findBrowser, launch } from "../browser/chromium.ts";

/** What the list of long checks shows. */
export const name = "canaries";

/** How a check ended. */
export interface Outcome {
  passed: number;
  failed: number;
  lines: string[];
}

/** Builds and opens the places whose name has a part. */
export async function run(part = ""): Promise<Outcome> {
  const executable = await findBrowser();
  if (executable === null) return { passed: 0, failed: 1, lines: ["There is no browser"] };
  const browser = await launch(executable);
  const lines: string[] = [];
  const counts = { passed: 0, failed: 0, refused: 0, opened: 0 };
  try {
    for (const place of CANARY_PLACES.filter((each) => each.name.includes(part))) {
      const { refused, faults, opened } = await hear(browser, place);
      counts.opened += opened;
      if (refused.length > 0) counts.refused++;
      if (faults.length === 0) counts.passed++;
      else {
        counts.failed++;
        lines.push(`${place.name}: ${faults.slice(0, 3).join("; ")}`);
      }
      if (part !== "" || import.meta.main) {
        console.log(
          place.name,
          refused.length > 0 ? `refused: ${refused.join()}` : `${opened} opened`,
          ...faults,
        );
      }
    }
  } finally {
    await browser.close();
  }
  const { passed, failed, refused, opened } = counts;
  return {
    passed,
    failed,
    lines: [
      `${
        passed + failed
      } places, ${refused} refused with their place, ${opened} pages and pictures opened: ${failed} places heard`,
      ...lines,
    ],
  };
}

if (import.meta.main) {
  const { passed, failed, lines } = await run(Deno.args[0]);
  console.log([...lines, `${passed} passed, ${failed} failed`].join("\n"));
  Deno.exit(failed > 0 ? 1 : 0);
}
