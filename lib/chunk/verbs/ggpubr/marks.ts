/**
 * Layers whose rows are made of the picture's own: words at places, and brackets with words.
 *
 * @module
 */
import type { Column } from "../../../render/figure/grammar/spec.ts";
import type { Call } from "../../evaluation/call.ts";
import type { LayerPiece, LayerRows, Mapping } from "../../values/plot.ts";
import { around } from "../ggplot2/mapping.ts";

/** A text at a place, or a bracket with one. */
export interface Mark {
  x: number;
  y: number;
  text: string;
  /** The other end of a bracket, and how long its tips are. */
  to?: number;
  tip?: number;
}

const numbers = (values: readonly number[]): Column => ({ kind: "numbers", values, time: "" });

/** Values of a column as places on its axis, and the names of those places. */
export function placesOf(column: Column | undefined): { at: number[]; names: (string | null)[] } {
  if (!column) return { at: [], names: [] };
  if (column.kind === "numbers") {
    const at = Array.from(column.values);
    return { at, names: at.map((v) => Number.isNaN(v) ? null : String(v)) };
  }
  const codes = Array.from(column.codes);
  return {
    at: codes.map((c) => c < 0 ? NaN : c + 1),
    names: codes.map((c) => c < 0 ? null : column.levels[c]!),
  };
}

/** A layer whose rows are made of the picture's own, panel by panel. */
export function layerOf(
  call: Call,
  geom: "text" | "segment",
  marks: (rows: LayerRows, at: readonly number[]) => Mark[],
  params: LayerPiece["params"],
): LayerPiece {
  const mapping: Mapping = mappingIn(call);
  return {
    piece: "layer",
    geom,
    stat: "identity",
    position: { name: "identity", width: null, height: null, x: 0, y: 0, reverse: false },
    mapping,
    data: null,
    inherit: true,
    fixed: new Map(),
    params,
    summary: null,
    curve: null,
    key: false,
    span: call.span,
    context: around(call),
    remade: (rows) => {
      const panels = new Map<string, number[]>();
      for (let i = 0; i < rows.n; i++) {
        const key = rows.facets.map((f) => f?.kind === "names" ? f.codes[i] : 0).join(" ");
        const own = panels.get(key);
        if (own) own.push(i);
        else panels.set(key, [i]);
      }
      const made = [...panels.values()].flatMap((at) =>
        marks(rows, at).flatMap((mark) => linesOf(mark, geom).map((line) => ({ line, of: at[0]! })))
      );
      const mapped = new Map<string, Column>();
      for (const name of geom === "text" ? ["x", "y"] : ["x", "y", "xend", "yend"]) {
        mapped.set(name, numbers(made.map(({ line }) => line[name as "x"]!)));
      }
      if (geom === "text") {
        const texts = made.map(({ line }) => line.text);
        mapped.set("label", {
          kind: "names",
          levels: texts,
          codes: texts.map((_, i) => i),
          ordered: true,
        });
      }
      return {
        n: made.length,
        mapped,
        facets: rows.facets.map((f): Column | null =>
          f?.kind === "names" ? { ...f, codes: made.map(({ of }) => f.codes[of]!) } : f
        ),
      };
    },
  };
}

interface Line {
  x: number;
  y: number;
  xend?: number;
  yend?: number;
  text: string;
}

function linesOf({ x, y, to, tip, text }: Mark, geom: "text" | "segment"): Line[] {
  if (geom === "text") return [{ x: to === undefined ? x : (x + to) / 2, y, text }];
  if (to === undefined || tip === undefined) return [];
  return [
    { x, y: y - tip, xend: x, yend: y, text },
    { x, y, xend: to, yend: y, text },
    { x: to, y, xend: to, yend: y - tip, text },
  ];
}

export function mappingIn(call: Call): Mapping {
  const value = call.has("mapping") ? call.value("mapping") : null;
  if (!value || value.kind === "null") return new Map();
  if (value.kind !== "pieces" || value.pieces[0]?.piece !== "aes") {
    return call.wrong("mapping", "aes(…)", value);
  }
  return new Map([...value.pieces[0].mapping].filter(([name]) => name !== "label"));
}
