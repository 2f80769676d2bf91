/**
 * Coordinates that are bent after all is computed: places go through a transformation, lines in many steps.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import type { Trans } from "./spec.ts";
import type { LayerAxis, LayerMark, LayerPanel, Place } from "./types.ts";

/** Transformations of the axes. */
export interface Bent {
  x: Trans;
  y: Trans;
}

const STEPS = 24;

/** A line with places between its places. */
export function finer(line: readonly Place[], closed: boolean, steps = STEPS): Place[] {
  const out: Place[] = [];
  line.forEach((p, i) => {
    const next = line[i + 1] ?? (closed ? line[0] : undefined);
    out.push(p);
    if (!next || line.length > 60) return;
    for (let k = 1; k < steps; k++) {
      const t = k / steps;
      out.push([p[0] + t * (next[0] - p[0]), p[1] + t * (next[1] - p[1])]);
    }
  });
  return out;
}

/** A panel on bent coordinates. */
export function coordinated(panel: LayerPanel, bent: Bent): LayerPanel {
  const move = ([x, y]: Place): Place => [bent.x.to(x), bent.y.to(y)];
  const axis = (a: LayerAxis, trans: Trans): LayerAxis => {
    if (trans.name === "identity") return a;
    const [u, v] = (a.inner ?? a.domain).map(trans.to) as [number, number];
    if (!Number.isFinite(u) || !Number.isFinite(v)) {
      fail(
        "wrong-argument",
        `The coordinates ${trans.name} do not take ${(a.inner ?? a.domain).join(" to ")}`,
        {
          hint: "Limits that it takes, or another transformation",
        },
      );
    }
    const [low, high] = u <= v ? [u, v] : [v, u], room = 0.05 * (high - low);
    return {
      ...a,
      domain: [low - room, high + room],
      ticks: a.ticks.map((t) => ({ ...t, at: trans.to(t.at) })).filter((t) =>
        Number.isFinite(t.at)
      ),
    };
  };
  const marks = panel.marks.map((m): LayerMark => {
    switch (m.mark) {
      case "points":
      case "texts":
        return { ...m, at: m.at.map(move) };
      case "lines":
        return { ...m, lines: m.lines.map((l) => finer(l, false).map(move)) };
      case "areas":
        return { ...m, areas: m.areas.map((l) => finer(l, true).map(move)) };
      case "dots":
        return m;
    }
  });
  return { ...panel, x: axis(panel.x, bent.x), y: axis(panel.y, bent.y), marks };
}
