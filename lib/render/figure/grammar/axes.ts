/**
 * Axes: the range that a panel shows, and the values that are written along it.
 *
 * @module
 */
import { greatest, least } from "../../../lists.ts";
import { extendedBreaks, numberTexts } from "./breaks.ts";
import { dateBreaks, dateText, stepBreaks } from "./dates.ts";
import type { PositionScale } from "./scales.ts";
import type { ScaleSpec, SecondAxis, TimeStep, Trans } from "./spec.ts";
import type { LayerAxis } from "./types.ts";

/** The axis over the values that a panel shows. */
export function axisOf(
  scale: PositionScale,
  values: readonly number[],
  zoom: [number, number] | null,
  expanded: boolean,
): LayerAxis {
  const { levels, trans, spec } = scale;
  let [low, high] = [least(values), greatest(values)];
  const limits = spec.limits ?? [];
  if (!levels) {
    const asked = limits.map((l) => typeof l === "number" ? trans.to(l) : NaN);
    if (trans.name === "reverse") asked.reverse();
    if (Number.isFinite(asked[0])) low = asked[0]!;
    if (Number.isFinite(asked[1])) high = asked[1]!;
    if (low > high) [low, high] = [high, low];
  }
  if (!Number.isFinite(low) || !Number.isFinite(high)) {
    [low, high] = levels ? [1, levels.length] : [0, 1];
  }
  if (zoom) {
    const asked = zoom.map((v) => trans.to(v));
    [low, high] = [asked[0]!, asked[1]!].map((v, i) => Number.isFinite(v) ? v : [low, high][i]!)
      .sort((a, b) => a - b) as [number, number];
  }
  const domain = expandedOf(scale, [low, high], zoom !== null, expanded);
  const ticks = ticksOf(scale, domain);
  return {
    domain,
    inner: [low, high],
    ticks,
    names: levels !== null,
    shown: !spec.across,
    ...(spec.across
      ? { second: ticks }
      : spec.second
      ? { second: secondTicks(spec.second, scale, domain, ticks) }
      : {}),
  };
}

/** Room at the ends of an axis. */
function expandedOf(
  { levels, spec }: PositionScale,
  [low, high]: [number, number],
  zoomed: boolean,
  expanded: boolean,
): [number, number] {
  const [ml, al, mh, ah] = !expanded
    ? [0, 0, 0, 0]
    : spec.expand ?? (levels && !zoomed ? [0, 0.6, 0, 0.6] : [0.05, 0, 0.05, 0]);
  const span = high - low;
  const domain: [number, number] = levels && !zoomed
    ? [
      Math.min(1 - ml * (levels.length - 1) - al, low),
      Math.max(levels.length + mh * (levels.length - 1) + ah, high),
    ]
    : span === 0 && expanded
    ? [low - ml - al, high + mh + ah]
    : [low - ml * span - al, high + mh * span + ah];
  if (domain[1] > domain[0]) return domain;
  return [low - (Math.abs(low) * 0.05 || 0.5), high + (Math.abs(high) * 0.05 || 0.5)];
}

/** Texts of breaks as a scale says them; null where it says nothing. */
function givenTexts(spec: ScaleSpec, at: readonly (number | string)[]): string[] | null {
  if (spec.labels === null) return at.map(() => "");
  if (spec.labelsOf) return spec.labelsOf([...at]);
  if (spec.labelsBy) return at.map((v) => spec.labelsBy!.get(String(v)) ?? String(v));
  return spec.labels ? at.map((_, i) => spec.labels![i] ?? "") : null;
}

/** Values over a range of real numbers and their texts, of an axis or a key. */
export function valuesOver(
  { spec, trans, time }: { spec: ScaleSpec; trans: Trans; time: "" | "date" },
  [low, high]: readonly [number, number],
): { at: number; text: string }[] {
  if (spec.breaks === null) return [];
  let at: number[], texts: string[] | null = null;
  if (spec.breaks) at = spec.breaks.map(Number);
  else if (spec.breaksOf) at = Array.from(spec.breaksOf([low, high]));
  else if (spec.step) at = stepBreaks(low, high, spec.step);
  else if (time === "date") ({ at, texts } = dateBreaks(low, high, spec.count ?? 5));
  else at = (trans.breaks ?? extendedBreaks)(low, high, spec.count ?? 5);
  if (time === "date" && (spec.dates || !texts)) {
    texts = at.map((d) => dateText(d, spec.dates ?? "%Y-%m-%d"));
  }
  const inside = (v: number): boolean => {
    const room = 1e-9 * (high - low);
    return v >= low - room && v <= high + room;
  };
  const own = at.filter(inside);
  const plain = texts ?? numberTexts(own);
  const words = givenTexts(spec, at) ??
    (texts ? plain : at.map((v) => plain[own.indexOf(v)] ?? ""));
  return at.map((v, i) => ({ at: v, text: words[i] ?? "" })).filter((t) => inside(t.at));
}

function ticksOf(scale: PositionScale, domain: [number, number]): { at: number; text: string }[] {
  const { levels, trans, spec } = scale;
  if (levels) {
    if (spec.breaks === null) return [];
    const asked = (spec.breaksOf && []) ?? spec.breaks?.map(String);
    const shown = levels.map((name, i) => ({ at: i + 1, name })).filter((l) =>
      !asked || asked.includes(l.name)
    );
    const texts = textsOf(spec, shown.map((l) => l.name));
    return shown.map(({ at }, i) => ({ at, text: texts[i] ?? "" }));
  }
  // room beyond the values may reach where the transformation leads to nothing
  const real = domain.map((v) => trans.from(Math.max(v, trans.least ?? -Infinity))).sort((a, b) =>
    a - b
  ) as [number, number];
  return valuesOver(scale, real).map((t) => ({ ...t, at: trans.to(t.at) }));
}

/** Values of a second axis, each where the first has the value that becomes it. */
function secondTicks(
  { of, breaks, labels, labelsOf }: SecondAxis,
  { trans, spec, time }: PositionScale,
  domain: [number, number],
  first: LayerAxis["ticks"],
): LayerAxis["ticks"] {
  if (breaks === null) return [];
  if (!of && !breaks && !labels && !labelsOf) return first;
  const places = Array.from(
    { length: 1001 },
    (_, i) => domain[0] + (domain[1] - domain[0]) * i / 1000,
  );
  const real = places.map(trans.from), made = of ? Array.from(of(real)) : real;
  const ends: [number, number] = [least(made), greatest(made)];
  const own: ScaleSpec = {
    kind: "continuous",
    ...(breaks ? { breaks } : {}),
    ...(labels !== undefined ? { labels } : {}),
    ...(labelsOf ? { labelsOf } : {}),
    ...(spec.dates && !of ? { dates: spec.dates } : {}),
  };
  const rising = made.at(-1)! >= made[0]!;
  return valuesOver({ spec: own, trans, time: of ? "" : time }, ends).map(({ at, text }) => {
    let k = 1;
    while (k < made.length - 1 && (rising ? made[k]! < at : made[k]! > at)) k++;
    const t = (at - made[k - 1]!) / (made[k]! - made[k - 1]! || 1);
    return { at: places[k - 1]! + t * (places[k]! - places[k - 1]!), text };
  });
}

/** Texts of names on an axis or in a key. */
export function textsOf(spec: ScaleSpec, names: readonly string[]): string[] {
  if (spec.labels === null) return names.map(() => "");
  if (spec.labelsOf) return spec.labelsOf([...names]);
  if (spec.labelsBy) return names.map((n) => spec.labelsBy!.get(n) ?? n);
  if (spec.labels) return names.map((n, i) => spec.labels![i] ?? n);
  return [...names];
}

/** A step of time such as "2 weeks"; null where it is none. */
export function stepOf(text: string): TimeStep | null {
  const [, count, unit] = /^(?:(\d+)\s+)?(day|week|month|quarter|year)s?$/.exec(text.trim()) ?? [];
  if (!unit) return null;
  const n = count === undefined ? 1 : Number(count);
  return unit === "quarter"
    ? { unit: "month", count: 3 * n }
    : { unit: unit as TimeStep["unit"], count: n };
}
