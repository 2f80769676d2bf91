/**
 * Inks as attributes of shapes.
 *
 * @module
 */
import type { Ink } from "./grammar/types.ts";

type Attributes = Record<string, string | number>;

/** An ink as attributes of what is painted with it. */
export function painted(ink: Ink, what: "fill" | "stroke", opacity = 1): Attributes {
  const share = (ink.share ?? 1) * opacity;
  return {
    ...(ink.className === "" ? {} : { class: ink.className }),
    [what]: ink.colour ?? "currentColor",
    ...(what === "fill" ? { stroke: "none" } : { fill: "none" }),
    ...(share < 1 ? { [`${what}-opacity`]: Number(share.toFixed(2)) } : {}),
  };
}
