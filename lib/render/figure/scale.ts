/**
 * Scales of axes: Observable Plot's linear scale and its band scale without padding, so that our own
 * figures need not load that library (a tenth of a second, a quarter of a page's build).
 *
 * @module
 */

/** A scale of one axis. */
export interface ScaleSpec {
  /** `band`: names at equal distances, each in the middle of its slot. */
  type: "linear" | "band";
  /** Ends of the range, or the names in order. */
  domain: readonly (string | number)[];
}

/** Where a scale puts things. */
export interface Scale {
  /** Position in pixels; the middle of the slot on a band. */
  at(value: string | number): number;
  /** Width of a slot of a band; 0 on a linear scale. */
  slot: number;
}

/**
 * A scale from a domain to pixels.
 *
 * @param from Pixel of the beginning of the domain.
 * @param to Pixel of its end; below `from` for an axis that runs upwards.
 */
export function scaleOf(spec: ScaleSpec, from: number, to: number): Scale {
  if (spec.type === "band") return bandScale(spec.domain.map(String), from, to);
  const low = Number(spec.domain[0]), high = Number(spec.domain[1]);
  const length = high - low;
  return {
    // A domain without length is its own middle.
    at: (value) =>
      length === 0 ? (from + to) / 2 : from + (Number(value) - low) / length * (to - from),
    slot: 0,
  };
}

/** Slots of whole pixels if there is room, what is left over going to both ends. */
function bandScale(names: readonly string[], from: number, to: number): Scale {
  const start = Math.min(from, to), length = Math.abs(to - from);
  const exact = length / Math.max(1, names.length);
  const slot = exact >= 1 ? Math.floor(exact) : exact;
  const first = start + Math.round((length - slot * names.length) / 2);
  const place = new Map(names.map((name, i) => [name, first + slot * (i + 0.5)]));
  return { at: (value) => place.get(String(value)) ?? NaN, slot };
}
