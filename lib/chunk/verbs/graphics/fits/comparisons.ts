/**
 * Differences with their intervals: `plot(TukeyHSD(a))`, a picture for each factor.
 *
 * @module
 */
import { asDouble } from "../../../../language/values/coerce.ts";
import {
  dimNamesOf,
  dimOf,
  inherits,
  namesOf,
  type Value as LanguageValue,
} from "../../../../language/values/value.ts";
import type { Place } from "../../../../render/figure/grammar/types.ts";
import type { Call } from "../../../evaluation/call.ts";
import { opened } from "../drawing/opening.ts";
import { lineLook, penIn } from "../drawing/pens.ts";

/** Draws comparisons by Tukey; false of anything else. */
export function plotComparisons(call: Call, own: LanguageValue): boolean {
  if (!inherits(own, "TukeyHSD") || own.type !== "list") return false;
  const level = own.attributes?.get("conf.level");
  const share = level ? asDouble(level).values[0]! : 0.95;
  const factors = namesOf(own) ?? [];
  own.values.forEach((table, f) => {
    const rows = dimOf(table)?.[0] ?? 0;
    const numbers = Array.from(asDouble(table).values);
    const names = dimNamesOf(table)?.[0]?.map((n) => n ?? "") ?? [];
    const column = (k: number): number[] => numbers.slice(k * rows, (k + 1) * rows);
    const [middle, low, high] = [column(0), column(1), column(2)] as [number[], number[], number[]];
    // the first comparison is the uppermost
    const at = names.map((_, i) => rows - i);
    const drawing = opened(call, {
      x: [0, ...low, ...high].filter(Number.isFinite),
      y: [0.5, rows + 0.5],
      exactY: [0.5, rows + 0.5],
      xlab: `Differences in mean levels of ${factors[f] ?? ""}`,
      ylab: "",
      main: `${Number((100 * share).toPrecision(7))}% family-wise confidence level`,
      yNames: { at, labels: names },
    });
    const pen = penIn(call), [bottom, top] = drawing.scales.y.domain;
    const line = lineLook(pen);
    drawing.put(null, {
      mark: "lines",
      lines: [[[0, bottom], [0, top]]],
      look: { ...line, dash: "2 3", stroke: { className: "s6" } },
    });
    const half = 0.1;
    drawing.put("intervals", {
      mark: "lines",
      lines: at.flatMap((y, i): Place[][] => [
        [[low[i]!, y], [high[i]!, y]],
        ...[low[i]!, middle[i]!, high[i]!].map((x): Place[] => [[x, y - half], [x, y + half]]),
      ]),
      look: line,
    });
    drawing.keep("differences", [
      { name: factors[f] || "comparison", numbers: null, texts: names },
      { name: "diff", numbers: middle, texts: null },
      { name: "lwr", numbers: low, texts: null },
      { name: "upr", numbers: high, texts: null },
    ]);
  });
  return true;
}
