/**
 * Points with a smooth line: `scatter.smooth`.
 *
 * @module
 */
import type { Call } from "../../evaluation/call.ts";
import { NULL, numeric, type Value } from "../../values/value.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import { asDouble } from "../../../language/values/coerce.ts";
import { opened } from "./drawing/opening.ts";
import { lineLook, penIn, signsOf } from "./drawing/pens.ts";
import { member, placesIn } from "./drawing/places.ts";
import { keepPlaces } from "./points.ts";

export function scatterSmooth(call: Call): Value {
  const places = placesIn(call);
  const arg = (name: string, value: Value) => ({
    name,
    nameSpan: null,
    span: call.span,
    expr: null,
    value,
  });
  const said = (name: string): ReturnType<typeof arg>[] =>
    call.has(name) ? [arg(name, call.value(name))] : [];
  const smooth = toLanguage(call.context.call(
    "loess.smooth",
    [
      arg("x", numeric(places.x)),
      arg("y", numeric(places.y)),
      ...["span", "degree", "family", "evaluation"].flatMap(said),
    ],
    call.span,
    call.scope,
  ));
  const numbers = (name: string): number[] => {
    const part = member(smooth, name);
    return part ? Array.from(asDouble(part).values) : [];
  };
  const [x, y] = [numbers("x"), numbers("y")];
  const drawing = opened(call, { ...places, y: [...places.y, ...y] });
  const pen = penIn(call);
  drawing.put("points", signsOf(pen, places.x, places.y));
  drawing.put("a smooth line", {
    mark: "lines",
    lines: [x.map((v, i) => [v, y[i]!])],
    look: lineLook({ ...pen, dash: [""] }),
  });
  keepPlaces(drawing, "points", places);
  return NULL;
}
