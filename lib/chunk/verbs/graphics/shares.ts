/**
 * Counts as slices and needles: `pie`, and `plot` of a table.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import {
  dimNamesOf,
  dimOf,
  inherits,
  namesOf,
  type Value as LanguageValue,
} from "../../../language/values/value.ts";
import { asDouble } from "../../../language/values/coerce.ts";
import type { Ink, Place } from "../../../render/figure/grammar/types.ts";
import { inkOf } from "../../../render/figure/grammar/palettes.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import type { Call } from "../../evaluation/call.ts";
import { NULL, type Value } from "../../values/value.ts";
import { written } from "../heddle/figure_value.ts";
import { areaLook, borderIn } from "./hatches.ts";
import { namesIn, opened } from "./drawing/opening.ts";
import { each, inksIn, look, penIn } from "./drawing/pens.ts";
import { numbersAt } from "./drawing/places.ts";
import { plotMosaic } from "./mosaic.ts";

/** R's colours of slices. */
const SLICES: readonly (Ink | null)[] = [
  "white",
  "lightblue",
  "mistyrose",
  "lightcyan",
  "lavender",
  "cornsilk",
].map((c) => inkOf(c) ?? null);

export function pie(call: Call): Value {
  const given = call.value("x");
  const x = numbersAt(call, given, call.spanOf("x"));
  if (x.some((v) => !(v >= 0)) || x.length === 0) {
    fail("wrong-argument", "pie() takes numbers from 0 on", { span: call.spanOf("x") });
  }
  const own = toLanguage(given);
  const names = namesOf(own) ?? (dimOf(own)?.length === 1 ? dimNamesOf(own)?.[0] : null);
  const labels = namesIn(call, "labels") ?? x.map((_, i) => names?.[i] ?? String(i + 1));
  const total = x.reduce((a, b) => a + b, 0);
  const radius = call.has("radius") ? call.number("radius") : 0.8;
  const clockwise = call.has("clockwise") && call.flag("clockwise", false);
  const start = (call.has("init.angle") ? call.number("init.angle") : clockwise ? 90 : 0) / 360;
  const drawing = opened(call, {
    x: [-1.35, 1.35],
    y: [-1, 1],
    xlab: "",
    ylab: "",
    box: "n",
    axes: false,
    ratio: 1,
  });
  const fill = inksIn(call, "col", SLICES);
  const border = borderIn(call);
  const pen = penIn(call);
  let sum = 0;
  x.forEach((v, i) => {
    const angle = (share: number): number => 2 * Math.PI * (start + (clockwise ? -share : share));
    const [from, to] = [sum / total, (sum + v) / total];
    sum += v;
    if (v === 0) return;
    const steps = Math.max(2, Math.ceil(120 * (to - from)));
    const arc = Array.from({ length: steps + 1 }, (_, k): Place => {
      const a = angle(from + (to - from) * k / steps);
      return [radius * Math.cos(a), radius * Math.sin(a)];
    });
    const middle = angle((from + to) / 2);
    drawing.put(
      "slices of a pie",
      {
        mark: "areas",
        areas: [x.length === 1 ? arc : [[0, 0], ...arc]],
        look: areaLook(each(fill, i), each(border, i), pen),
      },
      {
        mark: "lines",
        lines: [[1, 1.05].map((k): Place => [
          k * radius * Math.cos(middle),
          k * radius * Math.sin(middle),
        ])],
        look: look({ className: "s5" }),
      },
      {
        mark: "words",
        at: [[1.1 * radius * Math.cos(middle), 1.1 * radius * Math.sin(middle)]],
        texts: [labels[i] ?? ""],
        size: 14,
        angle: 0,
        adjust: Math.cos(middle) < 0 ? 1 : 0,
        rise: 0,
        shift: 0,
        font: 1,
        look: look({ className: "s5" }),
      },
    );
  });
  drawing.keep("slices", [
    { name: "slice", numbers: null, texts: labels },
    { name: written(call, "x"), numbers: x, texts: null },
    { name: "share", numbers: x.map((v) => v / total), texts: null },
  ]);
  return NULL;
}

/** `plot` of a table: needles of one factor, tiles of two; false of anything else. */
export function plotTable(call: Call, own: LanguageValue): boolean {
  if (!inherits(own, "table")) return false;
  const dim = dimOf(own);
  if (dim?.length !== 1) return plotMosaic(call, own);
  const y = Array.from(asDouble(own as LanguageValue).values);
  const names = dimNamesOf(own)?.[0]?.map((n) => n ?? "") ?? y.map((_, i) => String(i + 1));
  const numeric = names.every((n) => n !== "" && Number.isFinite(Number(n)));
  const at = numeric ? names.map(Number) : names.map((_, i) => i + 1);
  const heads = own.attributes?.get("dimnames");
  const word = heads ? namesOf(heads)?.[0] ?? "" : "";
  const drawing = opened(call, {
    x: at,
    y: [0, ...y],
    xNames: { at, labels: names },
    xlab: word,
    ylab: written(call, "x"),
    box: "n",
  });
  const pen = penIn(call, { width: [2] });
  drawing.put("needles", {
    mark: "lines",
    lines: y.map((v, i) => [[at[i]!, 0], [at[i]!, v]]),
    look: look(each(pen.col, 0), null, each(pen.width, 0) * 1.3),
  });
  drawing.keep("counts", [
    { name: word || "value", numbers: null, texts: names },
    { name: "count", numbers: y, texts: null },
  ]);
  return true;
}
