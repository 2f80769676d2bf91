/**
 * What is added to a picture: straight lines, segments, arrows, texts, areas, axes, words in margins.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import type { Look, Place } from "../../../render/figure/grammar/types.ts";
import { endsOf } from "../../../render/figure/sheet/frame.ts";
import type { SheetMark, SheetScale, Words } from "../../../render/figure/sheet/types.ts";
import type { Call } from "../../evaluation/call.ts";
import { NULL, type Value } from "../../values/value.ts";
import { namesIn } from "./drawing/opening.ts";
import { each, inksIn, lineLook, numbersIn, penIn } from "./drawing/pens.ts";
import { numbersAt, placesIn } from "./drawing/places.ts";
import { areaMarks, borderIn, hatchesIn } from "./hatches.ts";
import { type Drawing, pictureIn } from "./drawing/screen.ts";
import { fontSet } from "./drawing/settings.ts";

const at = (scale: SheetScale, v: number): number => scale.log ? Math.log10(v) : v;

/** Marks by look, so that what looks alike is one. */
function byLook(
  n: number,
  lookOf: (i: number) => Look,
  lineOf: (i: number) => Place[] | null,
): SheetMark[] {
  const groups = new Map<string, SheetMark & { mark: "lines" }>();
  for (let i = 0; i < n; i++) {
    const line = lineOf(i);
    if (!line || !line.flat().every(Number.isFinite)) continue;
    const own = lookOf(i), key = JSON.stringify(own);
    const known = groups.get(key) ?? { mark: "lines" as const, lines: [], look: own };
    known.lines.push(line);
    groups.set(key, known);
  }
  return [...groups.values()];
}

/** A straight line from edge to edge. */
function straight(drawing: Drawing, intercept: number, slope: number): Place[] {
  const { x, y } = drawing.scales;
  const [low, high] = endsOf(x);
  const steps = x.log || y.log ? 101 : 2;
  return Array.from({ length: steps }, (_, i): Place => {
    const u = low + (high - low) * i / (steps - 1);
    const v = intercept + slope * (x.log ? 10 ** u : u);
    return [u, y.log ? Math.log10(v) : v];
  }).filter((p) => Number.isFinite(p[1]));
}

/** Intercept and slope of a fit or of two numbers. */
function lineOf(call: Call, name: string): [number, number] {
  const value = call.value(name);
  if (value.kind === "fit") {
    const { beta } = value.fit;
    if (beta.length > 2) {
      call.note("two-coefficients", `Only the first two of ${beta.length} coefficients are drawn`);
    }
    return beta.length === 1 ? [beta[0]!, 0] : [beta[0]!, beta[1]!];
  }
  const numbers = call.numbers(name);
  if (numbers.length === 2) return [numbers[0]!, numbers[1]!];
  if (!call.has("b")) {
    return fail("missing-argument", "abline() needs a slope, b", {
      span: call.span,
      hint: "abline(0, 1), or abline(lm(y ~ x))",
    });
  }
  return [numbers[0]!, call.number("b")];
}

export function abline(call: Call): Value {
  const drawing = pictureIn(call);
  const pen = penIn(call);
  const { x, y } = drawing.scales;
  const [left, right] = endsOf(x), [low, high] = endsOf(y);
  const h = numbersIn(call, "h", []), v = numbersIn(call, "v", []);
  drawing.put(
    "straight lines",
    byLook(h.length, (i) => lineLook(pen, i), (i) => {
      const w = at(y, h[i]!);
      return [[left, w], [right, w]];
    }),
    byLook(v.length, (i) => lineLook(pen, i), (i) => {
      const w = at(x, v[i]!);
      return [[w, low], [w, high]];
    }),
  );
  const given = call.has("coef") ? "coef" : call.has("reg") ? "reg" : call.has("a") ? "a" : null;
  if (given) {
    const [a, b] = lineOf(call, given);
    const line = straight(drawing, a, b);
    drawing.put("straight lines", { mark: "lines", lines: [line], look: lineLook(pen) });
  } else if (h.length + v.length === 0 && !call.has("h") && !call.has("v")) {
    fail("missing-argument", "abline() needs a line", {
      span: call.span,
      hint: "abline(h = 0), abline(v = 1), abline(0, 1) or abline(lm(y ~ x))",
    });
  }
  return NULL;
}

/** Ends of segments, recycled. */
function ends(call: Call, drawing: Drawing): [Place, Place][] {
  const { x, y } = drawing.scales;
  const of = (name: string, other: string): number[] => {
    const own = call.has(name) ? name : other;
    return numbersAt(call, call.value(own), call.spanOf(own));
  };
  const [x0, y0, x1, y1] = [of("x0", "x0"), of("y0", "y0"), of("x1", "x0"), of("y1", "y0")];
  const n = Math.max(x0.length, y0.length, x1.length, y1.length);
  return Array.from({ length: n }, (_, i): [Place, Place] => [
    [at(x, each(x0, i)), at(y, each(y0, i))],
    [at(x, each(x1, i)), at(y, each(y1, i))],
  ]);
}

export function segments(call: Call): Value {
  const drawing = pictureIn(call);
  const pen = penIn(call);
  const lines = ends(call, drawing);
  drawing.put("segments", byLook(lines.length, (i) => lineLook(pen, i), (i) => lines[i]!));
  return NULL;
}

export function arrows(call: Call): Value {
  const drawing = pictureIn(call);
  const pen = penIn(call);
  const code = call.number("code", 2);
  const lines = ends(call, drawing).filter((l) => l.flat().every(Number.isFinite));
  const groups = new Map<string, SheetMark & { mark: "arrows" }>();
  lines.forEach((line, i) => {
    const own = lineLook(pen, i), key = JSON.stringify(own);
    const known = groups.get(key) ?? {
      mark: "arrows" as const,
      lines: [],
      heads: [code === 1 || code === 3, code === 2 || code === 3] as [boolean, boolean],
      length: call.number("length", 0.25) * 72,
      angle: call.number("angle", 30),
      look: own,
    };
    known.lines.push(line);
    groups.set(key, known);
  });
  drawing.put(call.number("angle", 30) === 90 ? "error bars" : "arrows", [...groups.values()]);
  return NULL;
}

export function rect(call: Call): Value {
  const drawing = pictureIn(call);
  const { x, y } = drawing.scales;
  const side = (name: string): number[] => numbersAt(call, call.value(name), call.spanOf(name));
  const [l, b, r, t] = [side("xleft"), side("ybottom"), side("xright"), side("ytop")];
  const n = Math.max(l.length, b.length, r.length, t.length);
  const fill = inksIn(call, "col", [null]);
  const border = borderIn(call);
  const pen = penIn(call);
  const hatch = hatchesIn(call);
  for (let i = 0; i < n; i++) {
    const [x0, x1] = [at(x, each(l, i)), at(x, each(r, i))];
    const [y0, y1] = [at(y, each(b, i)), at(y, each(t, i))];
    drawing.put(
      "rectangles",
      areaMarks([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], {
        fill: each(fill, i),
        border: each(border, i),
        pen,
        hatch: hatch(i),
      }, i),
    );
  }
  return NULL;
}

export function polygon(call: Call): Value {
  const drawing = pictureIn(call);
  const { x, y } = drawing.scales;
  const places = placesIn(call);
  const fill = inksIn(call, "col", [null]);
  const border = borderIn(call);
  const pen = penIn(call);
  const hatch = hatchesIn(call);
  const rings: Place[][] = [[]];
  places.x.forEach((v, i) => {
    const place: Place = [at(x, v), at(y, places.y[i]!)];
    if (place.every(Number.isFinite)) rings.at(-1)!.push(place);
    else if (rings.at(-1)!.length > 0) rings.push([]);
  });
  rings.filter((r) => r.length > 2).forEach((ring, i) =>
    drawing.put(
      "areas",
      areaMarks(ring, { fill: each(fill, i), border: each(border, i), pen, hatch: hatch(i) }, i),
    )
  );
  return NULL;
}

/** Where a text stands beside its place: below, left, above, right. */
const BESIDE: Readonly<Record<number, { adjust: number; rise: number; shift: number }>> = {
  1: { adjust: 0.5, rise: -1, shift: 0 },
  2: { adjust: 1, rise: 0, shift: -1 },
  3: { adjust: 0.5, rise: 1, shift: 0 },
  4: { adjust: 0, rise: 0, shift: 1 },
};

export function text(call: Call): Value {
  const drawing = pictureIn(call);
  const { x, y } = drawing.scales;
  // text(x, y = labels) is text(x, y, labels) without y
  const places = placesIn(call, true);
  const labels = namesIn(call, "labels") ?? places.x.map((_, i) => String(i + 1));
  if (labels.length === 0) return NULL;
  const pen = penIn(call);
  const pos = numbersIn(call, "pos", [0]), adj = numbersIn(call, "adj", [0.5]);
  const offset = call.number("offset", 0.5);
  const groups = new Map<string, Words>();
  for (let i = 0; i < Math.max(places.x.length, labels.length); i++) {
    const place: Place = [at(x, each(places.x, i)), at(y, each(places.y, i))];
    const label = each(labels, i);
    if (!place.every(Number.isFinite) || label === "") continue;
    const size = 14 * each(pen.cex, i);
    const beside = BESIDE[each(pos, i)];
    const words: Words = {
      mark: "words",
      at: [place],
      texts: [label],
      size,
      angle: call.has("srt") ? call.number("srt") : 0,
      adjust: beside?.adjust ?? adj[0]!,
      rise: beside ? beside.rise * (0.5 + offset) : adj.length > 1 ? 0.5 - adj[1]! : 0,
      shift: (beside?.shift ?? 0) * offset * size,
      font: fontSet(call, "font"),
      look: { ...lineLook(pen, i), dash: "" },
    };
    const key = JSON.stringify({ ...words, at: null, texts: null });
    const known = groups.get(key);
    if (known) {
      known.at.push(place);
      known.texts.push(label);
    } else groups.set(key, words);
  }
  drawing.put("texts", [...groups.values()]);
  return NULL;
}
