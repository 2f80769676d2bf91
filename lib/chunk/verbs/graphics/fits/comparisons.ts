/**
 * Differences with their intervals: `plot(TukeyHSD(a))`, a picture for each factor, and `plot(glht(m, …))`.
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
import { toLanguage } from "../../../bridge/to_language.ts";
import type { Call } from "../../../evaluation/call.ts";
import type { Value } from "../../../values/value.ts";
import { opened } from "../drawing/opening.ts";
import { lineLook, penIn } from "../drawing/pens.ts";

/** Estimates with their limits, the first uppermost. */
interface Intervals {
  names: readonly string[];
  middle: readonly number[];
  low: readonly number[];
  high: readonly number[];
  /** What the names are called in the table of the data. */
  of: string;
  /** Words about it, which the call may say. */
  xlab: string;
  main: string;
  /** Whether estimates are points rather than bars. */
  points: boolean;
}

function drawIntervals(call: Call, own: Intervals): void {
  const { names, middle, low, high } = own, rows = names.length;
  const at = names.map((_, i) => rows - i);
  const drawing = opened(call, {
    x: [0, ...low, ...middle, ...high].filter(Number.isFinite),
    y: [0.5, rows + 0.5],
    exactY: [0.5, rows + 0.5],
    xlab: own.xlab,
    ylab: "",
    main: own.main,
    yNames: { at, labels: [...names] },
  });
  const pen = penIn(call), [bottom, top] = drawing.scales.y.domain;
  const line = lineLook(pen);
  drawing.put(null, {
    mark: "lines",
    lines: [[[0, bottom], [0, top]]],
    look: { ...line, dash: "2 3", stroke: { className: "s6" } },
  });
  const half = 0.1, ends = own.points ? [low, high] : [low, middle, high];
  const [left, right] = drawing.scales.x.domain;
  drawing.put("intervals", {
    mark: "lines",
    lines: at.flatMap((y, i): Place[][] => [
      [[Math.max(low[i]!, left), y], [Math.min(high[i]!, right), y]],
      ...ends.flatMap((end): Place[][] =>
        Number.isFinite(end[i]!) ? [[[end[i]!, y - half], [end[i]!, y + half]]] : []
      ),
    ]),
    look: line,
  });
  if (own.points) {
    drawing.put("estimates", {
      mark: "signs",
      at: at.map((y, i): Place => [middle[i]!, y]),
      sign: 16,
      radius: 3,
      look: { ...line, dash: "" },
    });
  }
  drawing.keep("differences", [
    { name: own.of, numbers: null, texts: [...names] },
    { name: own.points ? "Estimate" : "diff", numbers: [...middle], texts: null },
    { name: "lwr", numbers: [...low], texts: null },
    { name: "upr", numbers: [...high], texts: null },
  ]);
}

const percent = (share: number, family = true): string =>
  `${Number((100 * share).toPrecision(7))}% ${family ? "family-wise " : ""}confidence level`;

/** Columns and names of rows of a matrix of estimates and limits. */
function limitsIn(table: LanguageValue): Pick<Intervals, "names" | "middle" | "low" | "high"> {
  const rows = dimOf(table)?.[0] ?? 0;
  const numbers = Array.from(asDouble(table).values);
  const column = (k: number): number[] => numbers.slice(k * rows, (k + 1) * rows);
  return {
    names: dimNamesOf(table)?.[0]?.map((n) => n ?? "") ?? [],
    middle: column(0),
    low: column(1),
    high: column(2),
  };
}

/** Limits of linear hypotheses, as `confint(glht(…))` has them. */
export function plotHypotheses(call: Call, limits: Value, level: number, family: boolean): void {
  drawIntervals(call, {
    ...limitsIn(toLanguage(limits)),
    of: "hypothesis",
    xlab: "Linear Function",
    main: percent(level, family),
    points: true,
  });
}

/** Draws comparisons by Tukey; false of anything else. */
export function plotComparisons(call: Call, own: LanguageValue): boolean {
  if (!inherits(own, "TukeyHSD") || own.type !== "list") return false;
  const level = own.attributes?.get("conf.level");
  const share = level ? asDouble(level).values[0]! : 0.95;
  const factors = namesOf(own) ?? [];
  own.values.forEach((table, f) =>
    drawIntervals(call, {
      ...limitsIn(table),
      of: factors[f] || "comparison",
      xlab: `Differences in mean levels of ${factors[f] ?? ""}`,
      main: percent(share),
      points: false,
    })
  );
  return true;
}
