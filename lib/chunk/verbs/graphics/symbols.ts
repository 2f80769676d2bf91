/**
 * Signs that show a number at each place: `sunflowerplot` how often it is met, `symbols` by their size.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { greatest, least } from "../../../lists.ts";
import type { Place } from "../../../render/figure/grammar/types.ts";
import type { Call } from "../../evaluation/call.ts";
import type { Signs } from "../../../render/figure/sheet/types.ts";
import { list, NULL, numeric, type Value } from "../../values/value.ts";
import { numbersOf } from "../../values/vector.ts";
import { opened } from "./drawing/opening.ts";
import { colourNumbered } from "./drawing/palette.ts";
import { each, inksIn, look, numbersIn, penIn, signsOf } from "./drawing/pens.ts";
import { numbersAt, type Places, placesIn } from "./drawing/places.ts";
import { type Drawing, pictureIn } from "./drawing/screen.ts";

/** Pixels of an inch. */
const INCH = 96;

/** On the scales of a panel. */
function laid({ scales: { x, y } }: Drawing, a: number, b: number): Place {
  return [x.log ? Math.log10(a) : a, y.log ? Math.log10(b) : b];
}

/** Each place once, in order, with how often it is met. */
function metPlaces(places: Places, digits: number): { x: number[]; y: number[]; number: number[] } {
  const met = new Map<string, { x: number; y: number; n: number }>();
  places.x.forEach((v, i) => {
    const w = places.y[i]!;
    if (!Number.isFinite(v) || !Number.isFinite(w)) return;
    const [x, y] = [Number(v.toPrecision(digits)), Number(w.toPrecision(digits))];
    const key = `${x} ${y}`, known = met.get(key);
    if (known) known.n++;
    else met.set(key, { x, y, n: 1 });
  });
  const all = [...met.values()].sort((a, b) => a.x - b.x || a.y - b.y);
  return { x: all.map((p) => p.x), y: all.map((p) => p.y), number: all.map((p) => p.n) };
}

export function sunflowerplot(call: Call): Value {
  const places = placesIn(call);
  const digits = call.number("digits", 6);
  const met = call.has("number")
    ? { x: places.x, y: places.y, number: [...call.numbers("number")] }
    : metPlaces(places, digits);
  if (met.number.length !== met.x.length) {
    fail(
      "bad-length",
      `sunflowerplot() has ${met.x.length} places and ${met.number.length} numbers`,
      {
        span: call.spanOf("number"),
      },
    );
  }
  const add = call.has("add") && call.flag("add", false);
  const drawing = add ? pictureIn(call) : opened(call, { ...places, x: met.x, y: met.y });
  const pen = penIn(call, { sign: [16], cex: [0.8] });
  const smaller = call.number("cex.fact", 1.5);
  const at = met.x.map((v, i) => laid(drawing, v, met.y[i]!));
  met.number.forEach((n, i) => {
    if (!(n > 0)) return;
    const [x, y] = at[i]!;
    const one = { ...pen, cex: [each(pen.cex, i) / (n === 1 ? 1 : smaller)] };
    drawing.put("points", signsOf(one, [x], [y], i));
  });
  const ink = inksIn(call, "seg.col", [colourNumbered(call, 2)]);
  const width = numbersIn(call, "seg.lwd", [1.5]);
  const radius = call.number("size", 1 / 8) * INCH;
  const rotated = call.has("rotate") && call.flag("rotate", false);
  const flowers = new Map<string, Signs & { at: Place[] }>();
  met.number.forEach((n, i) => {
    if (!(n > 1)) return;
    const turn = rotated ? chance(call) : 0, key = `${n} ${turn}`;
    const known = flowers.get(key) ?? {
      mark: "signs" as const,
      at: [],
      sign: 3,
      rays: { n: Math.trunc(n), turn },
      radius,
      look: look(ink[0] ?? null, null, width[0]! * 1.2),
    };
    known.at.push(at[i]!);
    flowers.set(key, known);
  });
  drawing.put("leaves that count equal points", [...flowers.values()]);
  drawing.keep("places", [
    { name: places.xlab || "x", numbers: met.x, texts: null },
    { name: places.ylab || "y", numbers: met.y, texts: null },
    { name: "number", numbers: met.number, texts: null },
  ]);
  call.hidden = true;
  return list(
    Object.entries(met).map(([name, values]) => ({ name, value: numeric(values) })),
  );
}

/** A draw of the page's chance. */
function chance(call: Call): number {
  const one = { name: null, nameSpan: null, span: call.span, expr: null, value: numeric([1]) };
  return numbersOf(call.context.call("runif", [one], call.span, call.scope))?.[0] ?? 0;
}

/** Which sizes a call gives, of which kind. */
function sizesIn(call: Call): { kind: "circles" | "squares"; sizes: number[] } {
  const kinds = ["circles", "squares"] as const;
  const given = kinds.filter((k) => call.has(k));
  if (given.length !== 1) {
    fail("missing-argument", "symbols() takes the sizes of one kind of symbols", {
      span: call.span,
      hint: "symbols(x, y, circles = size, inches = 0.2)",
    });
  }
  const [kind] = given as ["circles"];
  const sizes = numbersAt(call, call.value(kind), call.spanOf(kind));
  if (sizes.some((v) => v < 0)) {
    fail("wrong-argument", `${kind} takes sizes from 0 on`, { span: call.spanOf(kind) });
  }
  return { kind, sizes };
}

export function symbols(call: Call): Value {
  const places = placesIn(call);
  const { kind, sizes } = sizesIn(call);
  const inches = call.has("inches") ? call.value("inches") : null;
  if (inches?.kind === "logical" && !call.flag("inches", true)) {
    fail("wrong-argument", "symbols() draws sizes in inches here", {
      span: call.spanOf("inches"),
      hint: "inches = 0.2 makes the largest so large; rect() draws on the scales of the axes",
    });
  }
  const largest = inches?.kind === "numeric" ? call.number("inches") : 1;
  const about = (v: readonly number[]): [number, number] => {
    const known = v.filter(Number.isFinite), [low, high] = [least(known), greatest(known)];
    return [low - 0.1 * (high - low), high + 0.1 * (high - low)];
  };
  const add = call.has("add") && call.flag("add", false);
  const drawing = add ? pictureIn(call) : opened(call, {
    ...places,
    x: about(places.x),
    y: about(places.y),
  });
  const known = sizes.filter(Number.isFinite);
  // circles are given by their radius, squares by their side, which the sign's radius is 1 / 1.772 of
  const scale = largest * INCH / greatest(known, 0) / (kind === "circles" ? 1 : 1.772);
  const fg = inksIn(call, "fg", [{ className: "s5" }]), bg = inksIn(call, "bg", [null]);
  const width = numbersIn(call, "lwd", [1]);
  places.x.forEach((v, i) => {
    const size = each(sizes, i), place = laid(drawing, v, places.y[i]!);
    if (!place.every(Number.isFinite) || !(size >= 0)) return;
    drawing.put(`${kind} of several sizes`, {
      mark: "signs",
      at: [place],
      sign: kind === "circles" ? 21 : 22,
      // the least is seen
      radius: Math.max(0.6, size * scale),
      look: look(each(fg, i), each(bg, i), each(width, i) * 1.2),
    });
  });
  drawing.keep(kind, [
    { name: places.xlab || "x", numbers: places.x, texts: null },
    { name: places.ylab || "y", numbers: places.y, texts: null },
    { name: kind, numbers: places.x.map((_, i) => each(sizes, i)), texts: null },
  ]);
  return NULL;
}
