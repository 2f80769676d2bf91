/**
 * What a book's values and formulas need before they are resolved and written.
 *
 * @module
 */
import type { Token } from "markdown-it";
import { loadMathematics } from "../../render/typeset/mathematics.ts";
import { placement, prepareRendering } from "../../render/render.ts";
import type { Placement } from "../../render/presentation.ts";
import type { Shown } from "../../render/shown.ts";
import type { Page } from "../../weave/page/page.ts";
import type { PageValues, StoredItem } from "../../weave/page/values.ts";
import type { Pictures } from "./pictures.ts";

/** How a value wants to stand. */
export function placer(
  numbers: "r" | "journal",
  labels: Readonly<Record<string, string>>,
): (item: StoredItem) => Placement {
  const options = JSON.stringify([numbers, labels]);
  return ({ value }) => {
    const known = placements.get(value);
    if (known?.options === options) return known.placement;
    const made = placement(value, { numbers, labels });
    placements.set(value, { options, placement: made });
    return made;
  };
}

/** How values that builds of this process have in common want to stand. */
const placements = new WeakMap<Shown, { options: string; placement: Placement }>();

/** Loads what the values and the mathematics of a book need, and waits for its pictures. */
export async function prepare(
  chapters: readonly { page: Page }[],
  values: ReadonlyMap<string, PageValues>,
  pictures: Pictures,
): Promise<void> {
  const shown = [...values.values()].flatMap(({ blocks }) =>
    blocks.flatMap((block) => block.shown.map((item) => item.value))
  );
  const captioned = [...values.values()].some(({ blocks }) =>
    blocks.some((block) =>
      /\bkable\s*\(/.test(block.code) && /[$\\]/.test(block.code) ||
      block.shown.some(({ caption }) => /[$\\]/.test(caption ?? ""))
    )
  );
  const mathematical = captioned ||
    chapters.some(({ page }) =>
      [...page.tokens, ...page.titleTokens, ...page.leadTokens].some(holdsMathematics)
    );
  await Promise.all([
    prepareRendering(shown, { figures: false }),
    mathematical ? loadMathematics() : undefined,
    pictures.finish(),
  ]);
  if (pictures.undrawn) await prepareRendering(shown, { figures: true });
}

function holdsMathematics(token: Token): boolean {
  const caption = token.meta?.["caption"] as Token | undefined;
  const captionTokens = token.meta?.["captionTokens"] as Token[] | undefined;
  return token.type === "math" || token.type === "display" ||
    [...token.children ?? [], ...captionTokens ?? [], ...(caption ? [caption] : [])].some(
      holdsMathematics,
    );
}
