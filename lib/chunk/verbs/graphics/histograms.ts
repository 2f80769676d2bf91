/**
 * Histograms: counts in bins.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { binsBy } from "../../../language/grDevices/bins.ts";
import {
  characters,
  doubles,
  integers,
  logical,
  namedList,
  text,
  withAttribute,
} from "../../../language/values/value.ts";
import { greatest, least } from "../../../lists.ts";
import { pretty } from "../../../math/pretty.ts";
import { fromLanguage } from "../../bridge/from_language.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import type { Call } from "../../evaluation/call.ts";
import type { Value } from "../../values/value.ts";
import { simulatedIn } from "../DHARMa/simulated_in.ts";
import { applied } from "../ggplot2/mapping.ts";
import { written } from "../heddle/figure_value.ts";
import { asDouble } from "../../../language/values/coerce.ts";
import { areaLook, borderIn } from "./hatches.ts";
import { areaMarks, hatchesIn } from "./hatches.ts";
import { opened } from "./drawing/opening.ts";
import { inksIn, PALE, penIn } from "./drawing/pens.ts";
import { member, numbersAt } from "./drawing/places.ts";
import { pictureIn } from "./drawing/screen.ts";

/** The ends of bins that a call asks for. */
export function histogramBounds(call: Call, x: readonly number[]): number[] {
  const [low, high] = [least(x), greatest(x)];
  const about = (n: number): number[] => pretty(low, high, n, { fewest: 1 });
  if (call.has("nclass") && !call.has("breaks")) return about(call.number("nclass"));
  const given = call.has("breaks") ? call.value("breaks") : null;
  if (!given || given.kind === "null") return about(binsBy("sturges", x)!);
  if (given.kind === "character") {
    const rule = (given.values[0] ?? "").toLowerCase();
    const bins = binsBy(rule, x);
    if (bins !== null) return about(bins);
    return fail("wrong-argument", `There is no rule "${given.values[0]}" for bins`, {
      span: call.spanOf("breaks"),
      hint: '"Sturges", "Scott" or "FD"',
    });
  }
  let bounds: number[];
  const own = toLanguage(given);
  if (own.type === "closure" || own.type === "builtin") {
    bounds = Array.from(
      asDouble(applied(call, own, [doubles(Float64Array.from(x))], call.span)).values,
    );
  } else bounds = numbersAt(call, given, call.spanOf("breaks"));
  if (bounds.length === 1) return about(bounds[0]!);
  bounds.sort((a, b) => a - b);
  if (bounds.length < 2 || low < bounds[0]! || high > bounds.at(-1)!) {
    fail("wrong-argument", "Some values lie outside the breaks", {
      span: call.spanOf("breaks"),
      hint: `The values lie between ${low} and ${high}`,
    });
  }
  return bounds;
}

/** Counts in bins that hold their right end, or their left. */
function counted(x: readonly number[], bounds: readonly number[], right: boolean, edge: boolean) {
  const steps = bounds.slice(1).map((b, i) => b - bounds[i]!).sort((a, b) => a - b);
  const k = steps.length;
  const middle = (steps[(k - 1) >> 1]! + steps[k >> 1]!) / 2;
  const fuzz = 1e-7 * middle;
  const last = bounds.length - 1;
  const moved = bounds.map((b, i) =>
    right ? (i === 0 ? b - fuzz : b + fuzz) : i === last ? b + fuzz : b - fuzz
  );
  const counts = new Array<number>(last).fill(0);
  for (const v of x) {
    let [from, to] = [0, last];
    if (v < moved[0]! || v > moved[last]! || (v === moved[last]! && !right && !edge)) continue;
    while (to - from > 1) {
      const half = (from + to) >> 1;
      if (right ? v > moved[half]! : v >= moved[half]!) from = half;
      else to = half;
    }
    counts[from]!++;
  }
  return counts;
}

interface Histogram {
  breaks: number[];
  counts: number[];
  density: number[];
  mids: number[];
  name: string;
  equal: boolean;
}

function histogramValue(h: Histogram): Value {
  return fromLanguage(withAttribute(
    namedList([
      ["breaks", doubles(h.breaks)],
      ["counts", integers(h.counts)],
      ["density", doubles(h.density)],
      ["mids", doubles(h.mids)],
      ["xname", text(h.name)],
      ["equidist", logical(h.equal)],
    ]),
    "class",
    characters(["histogram"]),
  ));
}

function drawHistogram(call: Call, h: Histogram, usualMain: string): void {
  const asked = call.has("probability")
    ? !call.flag("probability", false)
    : call.has("prob")
    ? !call.flag("prob", false)
    : call.has("freq") && call.value("freq").kind !== "null"
    ? call.flag("freq", true)
    : h.equal;
  const heights = asked ? h.counts : h.density;
  const add = call.has("add") && call.flag("add", false);
  const drawing = add ? pictureIn(call) : opened(call, {
    x: h.breaks,
    y: [0, ...heights],
    xlab: h.name,
    ylab: asked ? "Frequency" : "Density",
    main: usualMain,
    box: "n",
  });
  const fill = inksIn(call, "col", [PALE]);
  const border = borderIn(call);
  const pen = penIn(call);
  const hatch = hatchesIn(call);
  heights.forEach((v, i) => {
    const [a, b] = [h.breaks[i]!, h.breaks[i + 1]!];
    drawing.put(
      "a histogram",
      areaMarks([[a, 0], [b, 0], [b, v], [a, v]], {
        fill: fill[i % fill.length]!,
        border: border[i % border.length]!,
        pen,
        hatch: hatch(i),
        width: 1,
      }),
    );
    if (
      call.has("labels") && call.value("labels").kind === "logical" && call.flag("labels", false)
    ) {
      drawing.put(null, {
        mark: "words",
        at: [[(a + b) / 2, v]],
        texts: [String(Number(v.toPrecision(3)))],
        size: 13,
        angle: 0,
        adjust: 0.5,
        rise: 0.7,
        shift: 0,
        font: 1,
        look: { ...areaLook(null, { className: "s5" }, pen) },
      });
    }
  });
  drawing.keep("bins", [
    { name: "from", numbers: h.breaks.slice(0, -1), texts: null },
    { name: "to", numbers: h.breaks.slice(1), texts: null },
    { name: "count", numbers: h.counts, texts: null },
    { name: "density", numbers: h.density, texts: null },
  ]);
}

export function hist(call: Call): Value {
  const given = call.value("x");
  if (given.kind === "frame" || given.kind === "factor" || given.kind === "character") {
    return call.wrong("x", "numbers", given, "hist(d$y) shows one column");
  }
  const simulated = simulatedIn(given);
  const x = (simulated ? [...simulated.scaled] : numbersAt(call, given, call.spanOf("x")))
    .filter(Number.isFinite);
  if (x.length === 0) {
    fail("no-numbers", "hist() has no numbers to show", { span: call.spanOf("x") });
  }
  const breaks = histogramBounds(call, x);
  const right = !call.has("right") || call.flag("right", true);
  const edge = !call.has("include.lowest") || call.flag("include.lowest", true);
  const counts = counted(x, breaks, right, edge);
  const n = counts.reduce((a, b) => a + b, 0);
  const steps = counts.map((_, i) => breaks[i + 1]! - breaks[i]!);
  const mean = steps.reduce((a, b) => a + b, 0) / steps.length;
  const h: Histogram = {
    breaks,
    counts,
    density: counts.map((c, i) => c / n / steps[i]!),
    mids: counts.map((_, i) => (breaks[i]! + breaks[i + 1]!) / 2),
    name: written(call, "x"),
    equal: greatest(steps) - least(steps) < 1e-7 * mean,
  };
  if (call.has("plot") && !call.flag("plot", true)) return histogramValue(h);
  call.hidden = true;
  drawHistogram(call, h, `Histogram of ${h.name}`);
  return histogramValue(h);
}

/** `plot(h)` of what `hist(…, plot = FALSE)` gave; null of anything else. */
export function plotHistogram(call: Call, value: Value): boolean {
  const own = toLanguage(value);
  const numbers = (name: string): number[] | null => {
    const part = member(own, name);
    return part ? Array.from(asDouble(part).values) : null;
  };
  const [breaks, counts, density, mids] = ["breaks", "counts", "density", "mids"].map(numbers);
  if (!breaks || !counts || !density || !mids) return false;
  const name = member(own, "xname");
  const word = name?.type === "character" ? name.values[0] ?? "x" : "x";
  drawHistogram(
    call,
    { breaks, counts, density, mids, name: word, equal: true },
    `Histogram of ${word}`,
  );
  return true;
}
