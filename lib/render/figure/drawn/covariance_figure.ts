/**
 * The covariance matrix of the observations as blocks, each kind of cell in a tone of its own.
 *
 * @module
 */
import { greatest } from "../../../lists.ts";
import { type Picture, type Size, TEXT_WIDTH } from "../picture.ts";
import { drawPanel, type PanelFrame, shapes } from "../panel.ts";
import { group, label, path, pixel, type Shape, textWidth } from "../shapes.ts";
import type { CovarianceFigure } from "../types.ts";

/** Tones from the diagonal to what shares least; nothing shared stays blank. */
const OPACITY = [1, 0.6, 0.36, 0.2, 0.1];

/** Draws the blocks with their key. */
export function drawCovariance(data: CovarianceFigure, size: Size): Picture {
  const width = size.width ?? TEXT_WIDTH;
  const names = data.labels.map((_, i) => String(i));
  const readable = data.labels.length <= 24;
  const widest = greatest(data.labels.map((t) => textWidth(t, 13)), 0);
  const marginLeft = readable ? widest + 14 : 8;
  const side = Math.min(360, width - marginLeft - 150);
  const height = size.height ?? side + 12;
  const inner = drawPanel(size.stage, {
    width,
    height,
    marginTop: 6,
    marginRight: width - marginLeft - side,
    marginBottom: height - side - 6,
    marginLeft,
    x: { type: "band", domain: names },
    y: { type: "band", domain: names },
  }, [shapes((frame) => [
    group(blocks(data, frame), { class: "s1", fill: "currentColor" }),
    ...(readable ? [rowNames(data, frame)] : []),
    ...key(data, frame),
  ])]);
  return { width, height, inner, title: "", series: [], raw: null };
}

/** How strong a kind of cell is drawn: by its rank among those that share something. */
function opacityOf(data: CovarianceFigure, kind: number): number {
  const shared = data.kinds.map((k, i) => ({ i, n: k.components.length })).filter((k) => k.n > 0)
    .sort((a, b) => b.n - a.n).map((k) => k.i);
  const rank = shared.indexOf(kind);
  return rank < 0 ? 0 : OPACITY[Math.min(rank, OPACITY.length - 1)] ?? 0.1;
}

function blocks(data: CovarianceFigure, frame: PanelFrame): Shape[] {
  const gap = data.labels.length > 30 ? 0 : 1;
  const w = frame.slotX - gap, h = frame.slotY - gap;
  return data.kinds.flatMap((_, kind) => {
    const opacity = opacityOf(data, kind);
    if (opacity === 0) return [];
    const d = data.cells.flatMap((row, i) =>
      row.flatMap((k, j) => {
        if (k !== kind) return [];
        const x = frame.x(String(j)) - w / 2, y = frame.y(String(i)) - h / 2;
        return [`M${pixel(x)} ${pixel(y)}h${pixel(w)}v${pixel(h)}h-${pixel(w)}z`];
      })
    ).join("");
    return [path(d, { opacity })];
  });
}

function rowNames(data: CovarianceFigure, frame: PanelFrame): Shape {
  return group(
    data.labels.map((t, i) => label(t, frame.left - 8, frame.y(String(i)) + 4)),
    { class: "soft", "text-anchor": "end", "font-size": 13 },
  );
}

function key(data: CovarianceFigure, frame: PanelFrame): Shape[] {
  return data.kinds.flatMap((kind, i) => {
    const y = frame.top + 2 + 28 * i, x = frame.right + 18;
    const opacity = opacityOf(data, i);
    const box = `M${pixel(x)} ${pixel(y)}h15v15h-15z`;
    return [
      opacity === 0
        ? path(box, { class: "axis", fill: "none", "stroke-width": 1 })
        : path(box, { class: "s1 ink", opacity }),
      formula(kind.latex, x + 25, y + 13),
    ];
  });
}

/** `\\sigma^2_{b}+\\sigma^2` as text with lowered letters. */
function formula(latex: string, x: number, y: number): Shape {
  const children = latex.split("+").flatMap((term, i): Shape[] => {
    const plus = i > 0 ? " + " : "";
    const sub = term.match(/_\{?([^}]*)\}?/)?.[1];
    const head = term.includes("sigma") ? "σ²" : term.trim();
    return sub
      ? [span(plus + head, {}), span(sub, { dy: 4, "font-size": 11 }), span("\u200b", { dy: -4 })]
      : [span(plus + head, {})];
  });
  return { tag: "text", attributes: { x: pixel(x), y: pixel(y) }, children };
}

function span(text: string, attributes: Record<string, string | number>): Shape {
  return { tag: "tspan", attributes, text };
}
