/**
 * Trees of clusters: `plot(hclust(d))` and `rect.hclust`.
 *
 * @module
 */
import { fail } from "../../../../diagnostic.ts";
import { greatest, least } from "../../../../lists.ts";
import { asCharacter, asDouble } from "../../../../language/values/coerce.ts";
import {
  inherits,
  isVector,
  type Value as LanguageValue,
} from "../../../../language/values/value.ts";
import { pretty } from "../../../../math/pretty.ts";
import type { Place } from "../../../../render/figure/grammar/types.ts";
import { deparse } from "../../../../syntax/deparse.ts";
import { toLanguage } from "../../../bridge/to_language.ts";
import type { Call } from "../../../evaluation/call.ts";
import { composed } from "../../../evaluation/composed.ts";
import { NULL, type Value } from "../../../values/value.ts";
import { namesIn, opened } from "../drawing/opening.ts";
import { lineLook, look, penIn } from "../drawing/pens.ts";
import { member } from "../drawing/places.ts";

const numbers = (tree: LanguageValue, name: string): number[] => {
  const part = member(tree, name);
  return part ? Array.from(asDouble(part).values) : [];
};

const text = (tree: LanguageValue, name: string): string => {
  const part = member(tree, name);
  return part && isVector(part) && part.type !== "list" ? asCharacter(part).values[0] ?? "" : "";
};

/** Round heights from 0 on. */
function heightsUpTo(high: number) {
  const at = pretty(0, high, 5).filter((v) => v <= high * 1.04);
  return { at, labels: at.map((v) => String(Number(v.toPrecision(6)))) };
}

/** What was clustered, and how. */
function wordsOf(tree: LanguageValue): string {
  const call = member(tree, "call");
  const what = call?.type === "language" && call.expr.kind === "call"
    ? call.expr.args[0]?.value ?? null
    : null;
  return `${what ? `${deparse(what)}, ` : ""}hclust (*, "${text(tree, "method")}")`;
}

/** Names of the leaves; null where none are written. */
function leavesIn(call: Call, tree: LanguageValue, n: number): string[] | null {
  if (call.has("labels")) {
    const value = call.value("labels");
    if (value.kind === "logical" && value.values[0] === 0) return null;
    return namesIn(call, "labels");
  }
  const own = member(tree, "labels");
  return own && isVector(own) && own.type === "character"
    ? own.values.map((v) => v ?? "NA")
    : Array.from({ length: n }, (_, i) => String(i + 1));
}

/** Draws a tree of clusters; false of anything else. */
export function plotTree(call: Call, tree: LanguageValue): boolean {
  if (!inherits(tree, "hclust")) return false;
  const merge = numbers(tree, "merge"), heights = numbers(tree, "height");
  const order = numbers(tree, "order"), n = order.length;
  const labels = leavesIn(call, tree, n);
  const hang = call.has("hang") ? call.number("hang") : 0.1;
  const [low, high] = [least(heights), greatest(heights)];
  const range = high - low || Math.abs(high) || 1;
  const at = new Map(order.map((leaf, i) => [-leaf, i + 1]));
  const foot = new Map<number, number>();
  const lines: Place[][] = [];
  const middles: number[] = [];
  heights.forEach((h, k) => {
    const ends = [merge[k]!, merge[k + heights.length]!].map((child): Place => {
      if (child > 0) return [middles[child - 1]!, heights[child - 1]!];
      const y = hang < 0 ? 0 : h - hang * range;
      foot.set(-child, y);
      return [at.get(child)!, y];
    });
    const [[a, ya], [b, yb]] = ends as [Place, Place];
    middles.push((a + b) / 2);
    lines.push([[a, ya], [a, h], [b, h], [b, yb]]);
  });
  const longest = greatest((labels ?? []).map((l) => l.length), 0);
  const lowest = least([...foot.values()]);
  const room = labels ? 0.026 * range * longest + 0.03 * range : 0.02 * range;
  const drawing = opened(call, {
    x: [1, n],
    y: [lowest - room, high],
    xlab: wordsOf(tree),
    ylab: "Height",
    main: "Cluster Dendrogram",
    // below 0 there is room for names, and no height
    yNames: heightsUpTo(high),
    box: "n",
    sides: [2],
  });
  drawing.put("a tree of clusters", { mark: "lines", lines, look: lineLook(penIn(call)) });
  if (labels) {
    const leaves = order.map((leaf) => leaf);
    drawing.put(null, {
      mark: "words",
      at: leaves.map((leaf, i): Place => [i + 1, foot.get(leaf)! - 0.02 * range]),
      texts: leaves.map((leaf) => labels[leaf - 1] ?? ""),
      size: n > 30 ? 10 : 12,
      angle: 90,
      adjust: 1,
      rise: 0,
      shift: 0,
      font: 1,
      look: look({ className: "s5" }, { className: "s5" }),
    });
  }
  drawing.keep("clusters", [
    { name: "Height", numbers: heights, texts: null },
    {
      name: "joined",
      numbers: null,
      texts: heights.map((_, k) =>
        [merge[k]!, merge[k + heights.length]!].map((c) =>
          c < 0 ? labels?.[-c - 1] ?? String(-c) : `cluster ${c}`
        ).join(" + ")
      ),
    },
  ]);
  return true;
}

/** `rect.hclust(tree, k)`: boxes about clusters. */
export function rectTree(call: Call): Value {
  const tree = toLanguage(call.value("tree"));
  if (!inherits(tree, "hclust")) call.wrong("tree", "a tree of clusters", call.value("tree"));
  if (!call.has("k") && !call.has("h")) {
    fail("missing-argument", "rect.hclust() needs k or h", {
      span: call.span,
      hint: "rect.hclust(tree, k = 3)",
    });
  }
  const bound: Record<string, LanguageValue> = { ".t": tree };
  for (const name of ["k", "h", "border"]) {
    if (call.has(name)) bound[`.${name}`] = toLanguage(call.value(name));
  }
  composed(
    call,
    `{
.c <- cutree(.t, ${".k" in bound ? "k = .k" : "h = .h"})
.n <- max(.c)
.u <- unique(.c[.t$order])
.m <- c(0, cumsum(table(.c)[as.character(.u)]))
.top <- mean(rev(.t$height)[c(.n - 1, .n)][c(.n > 1, TRUE)])
for (i in seq_len(.n)) rect(.m[i] + 0.66, par("usr")[3], .m[i + 1] + 0.33, .top, border = rep_len(${
      ".border" in bound ? ".border" : "2"
    }, .n)[i])
}`,
    bound,
  );
  return NULL;
}
