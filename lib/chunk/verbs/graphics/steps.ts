/**
 * Empirical distributions as steps: `plot(ecdf(x))`, `lines(ecdf(x))`.
 *
 * @module
 */
import { asDouble } from "../../../language/values/coerce.ts";
import type { Value as LanguageValue } from "../../../language/values/value.ts";
import { endsOf } from "../../../render/figure/sheet/frame.ts";
import type { Place } from "../../../render/figure/grammar/types.ts";
import type { Call } from "../../evaluation/call.ts";
import { opened } from "./drawing/opening.ts";
import { lineLook, penIn, signsOf } from "./drawing/pens.ts";
import { type Drawing, pictureIn } from "./drawing/screen.ts";

function partsOf(own: LanguageValue): { x: number[]; y: number[]; words: string } {
  const numbers = (name: string): number[] => {
    const part = own.attributes?.get(name);
    return part ? Array.from(asDouble(part).values) : [];
  };
  const words = own.attributes?.get("written");
  return {
    x: numbers("knots"),
    y: numbers("shares"),
    words: words?.type === "character" ? words.values[0] ?? "x" : "x",
  };
}

function draw(call: Call, drawing: Drawing, x: readonly number[], y: readonly number[]): void {
  const [low, high] = endsOf(drawing.scales.x);
  const pen = penIn(call, { sign: [19] });
  const upright = call.has("verticals") && call.flag("verticals", false);
  const treads = [-Infinity, ...x].map((from, i): Place[] => [
    [Math.max(low, from), i === 0 ? 0 : y[i - 1]!],
    [Math.min(high, x[i] ?? Infinity), i === 0 ? 0 : y[i - 1]!],
  ]);
  drawing.put("steps of a distribution", { mark: "lines", lines: treads, look: lineLook(pen) });
  if (upright) {
    const rises = x.map((v, i): Place[] => [[v, i === 0 ? 0 : y[i - 1]!], [v, y[i]!]]);
    drawing.put(null, { mark: "lines", lines: rises, look: lineLook(pen) });
  }
  const points = call.has("do.points") ? call.flag("do.points", true) : true;
  if (points) drawing.put(null, signsOf(pen, x, y));
}

/** A distribution on a picture of its own. */
export function plotSteps(call: Call, own: LanguageValue): void {
  const { x, y, words } = partsOf(own);
  const room = 0.08 * ((x.at(-1) ?? 1) - (x[0] ?? 0)) || 0.5;
  const drawing = opened(call, {
    x: [(x[0] ?? 0) - room, (x.at(-1) ?? 1) + room],
    y: [0, 1],
    xlab: "x",
    ylab: "Fn(x)",
    main: `ecdf(${words})`,
  });
  const level: Place[][] = [0, 1].map((v) => {
    const [low, high] = drawing.scales.x.domain;
    return [[low, v], [high, v]];
  });
  drawing.put(null, {
    mark: "lines",
    lines: level,
    look: {
      stroke: { className: "s6", share: 0.6 },
      fill: null,
      width: 1,
      dash: "4 4",
      opacity: 1,
    },
  });
  draw(call, drawing, x, y);
  drawing.keep("steps", [
    { name: words, numbers: x, texts: null },
    { name: "share no larger", numbers: y, texts: null },
  ]);
}

/** A distribution on the picture that is there. */
export function addSteps(call: Call, own: LanguageValue): void {
  const { x, y } = partsOf(own);
  draw(call, pictureIn(call), x, y);
}
