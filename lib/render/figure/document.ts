/**
 * Observable Plot with its document, loaded where figures are drawn in-process: the only file that
 * imports either for that.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import type { Stage } from "./stage.ts";

let stage: Stage | null = null;

/** Loads the library; must have been awaited before a figure is drawn. */
export async function loadStage(): Promise<void> {
  if (stage) return;
  const [plot, { parseHTML }] = await Promise.all([
    import("../../libraries/plot.js"),
    import("../../libraries/linkedom.js"),
  ]);
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  stage = { plot, document: document as unknown as Document };
}

/** What was loaded. */
export function loadedStage(): Stage {
  return stage ??
    fail("figures-not-loaded", "A figure was asked for before the library was loaded", {
      hint: "Await prepareRendering first",
    });
}
