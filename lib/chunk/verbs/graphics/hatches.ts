/**
 * Areas of base graphics: filled, or covered with lines where `density` says how many.
 *
 * @module
 */
import type { Ink, Look, Place } from "../../../render/figure/grammar/types.ts";
import type { Hatch, SheetMark } from "../../../render/figure/sheet/types.ts";
import type { Call } from "../../evaluation/call.ts";
import { each, INK, inksIn, lineLook, numbersIn, type Pen } from "./drawing/pens.ts";

type InkOrNone = Pen["col"][number];

/** The border of areas: `NA` for none. */
export function borderIn(call: Call, usual: InkOrNone = { className: "s5" }): InkOrNone[] {
  if (!call.has("border")) return [usual];
  const value = call.value("border");
  if (value.kind === "logical" && value.values[0] === 0) return [null];
  if (value.kind === "logical" && value.values[0] === 1) return [usual];
  return inksIn(call, "border", [usual]);
}

/** The look of an area with its border. */
export function areaLook(fill: InkOrNone, border: InkOrNone, pen: Pen, i = 0): Look {
  return { ...lineLook(pen, i), fill, stroke: border };
}

/** How the i-th area is covered with lines; null where it is filled. */
export function hatchesIn(call: Call): (i: number) => Hatch | null {
  if (!call.has("density") || call.value("density").kind === "null") return () => null;
  const value = call.value("density");
  if (value.kind === "logical") return () => null;
  const density = numbersIn(call, "density", []), angle = numbersIn(call, "angle", [45]);
  return (i) => {
    const lines = each(density, i);
    return Number.isNaN(lines) || lines < 0 ? null : { density: lines, angle: each(angle, i) };
  };
}

/** Marks of an area with its border. */
export function areaMarks(
  ring: Place[],
  looks: { fill: Ink | null; border: Ink | null; pen: Pen; hatch: Hatch | null; width?: number },
  i = 0,
): SheetMark[] {
  const { fill, border, pen, hatch, width } = looks;
  const own = areaLook(hatch ? null : fill, border, pen, i);
  const look = width === undefined ? own : { ...own, width };
  const outline: SheetMark = { mark: "areas", areas: [ring], look };
  if (!hatch) return [outline];
  return [
    { mark: "hatch", areas: [ring], ...hatch, look: { ...look, fill: null, stroke: fill ?? INK } },
    outline,
  ];
}
