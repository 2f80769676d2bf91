/**
 * The beginning of a picture: its scales, axes, and the words about it.
 *
 * @module
 */
import { fail } from "../../../../diagnostic.ts";
import { greatest, least } from "../../../../lists.ts";
import { dateBreaks } from "../../../../render/figure/grammar/dates.ts";
import type {
  BoxType,
  MarginText,
  SheetAxis,
  SheetScale,
  Side,
} from "../../../../render/figure/sheet/types.ts";
import type { Call } from "../../../evaluation/call.ts";
import { labelTexts, wordsIn } from "./labels.ts";
import { inksOf, look } from "./pens.ts";
import { begin, type Drawing, pictureIn } from "./screen.ts";
import { fontSet, numberSet, setting, textSet } from "./settings.ts";

/** Arguments that words which begin a picture have besides their own. */
export const LOOKS = "xlim?, ylim?, log?, main?, sub?, xlab?, ylab?, ann?, axes?, frame.plot?, " +
  "panel.first?, panel.last?, asp?, type?, col?, pch?, cex?, lty?, lwd?, bg?, las?, bty?, xaxt?, " +
  "yaxt?, xaxs?, yaxs?, cex.axis?, cex.lab?, cex.main?, cex.sub?, col.axis?, col.lab?, col.main?, " +
  "col.sub?, fg?, font?, font.axis?, font.lab?, font.main?, font.sub?, family?, adj?, tck?, tcl?, " +
  "mgp?, lend?, ljoin?, lmitre?, lab?, xpd?";

/** Arguments among these that no picture of the word has. */
export function looksWithout(...names: string[]): string {
  return LOOKS.split(", ").filter((p) => !names.includes(p.replace(/\?.*$/, ""))).join(", ");
}

/** What an axis has to say that is not in its numbers. */
export interface AxisWords {
  at: readonly number[];
  labels: readonly string[];
}

/** What a picture is begun with. */
export interface Beginning {
  /** Values that the axes cover. */
  x: readonly number[];
  y: readonly number[];
  xlab: string;
  ylab: string;
  main?: string;
  xNames?: AxisWords | null;
  yNames?: AxisWords | null;
  /** Ends of an axis as they stand, without room beyond. */
  exactX?: readonly [number, number];
  exactY?: readonly [number, number];
  /** No room below or above the values. */
  tightX?: boolean;
  tightY?: boolean;
  box?: BoxType;
  axes?: boolean;
  /** Which axes lie there at all. */
  sides?: readonly Side[];
  dates?: { x: boolean; y: boolean };
  /** Axes without line and ticks: names below bars. */
  bareX?: boolean;
  bareY?: boolean;
  ratio?: number;
  tight?: boolean;
}

/** Which axes are logarithmic. */
export function logsIn(call: Call): { x: boolean; y: boolean } {
  const text = call.has("log") && call.value("log").kind === "character" ? call.text("log") : "";
  if (!/^[xy]{0,2}$/.test(text)) {
    fail("wrong-argument", `log is "x", "y" or "xy", not "${text}"`, { span: call.spanOf("log") });
  }
  return { x: text.includes("x"), y: text.includes("y") };
}

/** The two limits of an argument, or null. */
export function limitsOf(call: Call, name: string): [number, number] | null {
  if (!call.has(name) || call.value(name).kind === "null") return null;
  const v = call.numbers(name);
  if (v.length !== 2 || !Number.isFinite(v[0]) || !Number.isFinite(v[1])) {
    return fail("wrong-argument", `${name} takes two limits`, {
      span: call.spanOf(name),
      hint: `${name} = c(0, 10)`,
    });
  }
  return [v[0]!, v[1]!];
}

function scaleIn(
  call: Call,
  which: "x" | "y",
  values: readonly number[],
  log: boolean,
  exact: readonly [number, number] | undefined,
  tight: boolean,
): SheetScale {
  const asked = limitsOf(call, `${which}lim`);
  const known = values.filter((v) => Number.isFinite(v) && (!log || v > 0));
  if (!asked && !exact && known.length === 0) {
    fail("no-numbers", `${call.verb.name}() has no finite values along ${which}`, {
      span: call.span,
      hint: `${which}lim = c(0, 1) gives the axis its ends`,
    });
  }
  let [low, high] = asked ?? exact ?? [least(known), greatest(known)];
  if (log && (low <= 0 || high <= 0)) {
    fail("wrong-argument", `A logarithmic axis begins above 0`, {
      span: call.spanOf(asked ? `${which}lim` : "log"),
    });
  }
  if (log) [low, high] = [Math.log10(low), Math.log10(high)];
  if (Math.abs(high - low) < 1e-12 * Math.max(Math.abs(low), Math.abs(high), 1e-300)) {
    const reach = 0.4 * Math.abs(low) || 1;
    [low, high] = [low - reach, high + reach];
  }
  const room = textSet(call, `${which}axs`) === "i" || (exact && !asked) || (tight && !asked)
    ? 0
    : 0.04 * (high - low);
  return { domain: [low - room, high + room], log };
}

/** Whether the texts of an axis stand across it, of `las`. */
export function acrossIn(call: Call, side: Side): boolean | null {
  const las = setting(call, "las");
  const k = las.kind === "numeric" ? las.values[0]! : Number.NaN;
  if (!(k >= 0 && k <= 3)) return call.wrong("las", "0, 1, 2 or 3", las);
  const level = side % 2 === 1;
  // numbers beside a picture are read level unless their author turns them
  if (k === 0) return level ? null : call.has("las") ? false : true;
  if (k === 1) return level ? null : true;
  return k === 2 ? true : level;
}

/** An axis as a call asks for it. */
export function axisOf(call: Call, side: Side, on: number, words: AxisWords | null): SheetAxis {
  const ink = inksOf(call, setting(call, "col.axis"), "col.axis")[0] ?? null;
  return {
    side,
    on,
    at: words ? [...words.at] : null,
    labels: words ? [...words.labels] : null,
    names: words !== null,
    across: acrossIn(call, side),
    line: true,
    ticks: true,
    size: 13 * Math.min(1.6, Math.max(0.5, numberSet(call, "cex.axis"))),
    look: look(ink),
    crosses: null,
    out: 0,
  };
}

/** Words in a margin, of the font and size that a call asks for. */
export function marginText(
  call: Call,
  kind: MarginText["kind"],
  side: Side,
  text: string,
): MarginText {
  const part = kind === "title" ? "main" : kind === "subtitle" ? "sub" : "lab";
  const ink = inksOf(call, setting(call, `col.${part}`), `col.${part}`)[0] ?? null;
  const size = numberSet(call, `cex.${part}`) / (kind === "title" ? 1.2 : 1);
  return {
    side,
    text,
    kind,
    line: null,
    at: null,
    adjust: kind === "title" && call.has("adj") ? call.number("adj") : 0.5,
    size: (kind === "title" ? 16 : 14) * Math.min(1.8, Math.max(0.5, size)),
    font: fontSet(call, `font.${part}`),
    look: look(ink),
  };
}

/** Titles and names of axes. */
export function wordsAbout(call: Call, usual: Record<"x" | "y" | "main", string>): MarginText[] {
  if (call.has("ann") && !call.flag("ann", true)) return [];
  const said = (name: string, otherwise: string): string => {
    const own = wordsIn(call, name);
    return own !== null && !(call.value(name).kind === "null" && otherwise !== "")
      ? own
      : otherwise;
  };
  return [
    marginText(call, "title", 3, said("main", usual.main)),
    marginText(call, "subtitle", 1, said("sub", "")),
    marginText(call, "label", 1, said("xlab", usual.x)),
    marginText(call, "label", 2, said("ylab", usual.y)),
  ].filter((t) => t.text !== "");
}

function dayWords({ domain }: SheetScale): AxisWords {
  const { at, texts } = dateBreaks(domain[0], domain[1]);
  return { at, labels: texts };
}

/** Whether a flag argument is there and says no. */
function denied(call: Call, name: string): boolean {
  return call.has(name) && !call.flag(name, true);
}

/** Begins a picture and gives what is drawn on. */
export function opened(call: Call, from: Beginning): Drawing {
  const logs = logsIn(call);
  const x = scaleIn(call, "x", from.x, logs.x, from.exactX, from.tightX ?? false);
  const y = scaleIn(call, "y", from.y, logs.y, from.exactY, from.tightY ?? false);
  const sides = from.sides ?? [1, 2];
  const axes: SheetAxis[] = [];
  if (!denied(call, "axes") && from.axes !== false) {
    for (const side of sides) {
      const level = side % 2 === 1;
      if (textSet(call, level ? "xaxt" : "yaxt") === "n") continue;
      const day = from.dates?.[level ? "x" : "y"];
      const words = day ? dayWords(level ? x : y) : (level ? from.xNames : from.yNames) ?? null;
      const axis = axisOf(call, side, 0, words);
      if (level ? from.bareX : from.bareY) [axis.line, axis.ticks] = [false, false];
      axes.push(axis);
    }
  }
  const box = denied(call, "axes") || denied(call, "frame.plot")
    ? "n"
    : call.has("bty") || from.box === undefined
    ? textSet(call, "bty")
    : from.box;
  if (!/^[ol7cu\]n]$/i.test(box)) {
    fail("wrong-argument", `There is no box "${box}"`, {
      span: call.spanOf("bty"),
      hint: 'bty is "o", "l", "7", "c", "u", "]" or "n"',
    });
  }
  const ratio = call.has("asp") && call.value("asp").kind === "numeric"
    ? call.number("asp")
    : from.ratio ?? NaN;
  begin(call, {
    scales: [{ x, y }],
    ratio: Number.isFinite(ratio) ? ratio : null,
    box: box.toLowerCase() as BoxType,
    axes,
    margins: wordsAbout(call, { x: from.xlab, y: from.ylab, main: from.main ?? "" }),
    tight: from.tight ?? false,
  });
  if (call.has("panel.first")) call.value("panel.first");
  return pictureIn(call);
}

/** Texts of an argument that name things, one each. */
export function namesIn(call: Call, name: string): string[] | null {
  if (!call.has(name) || call.value(name).kind === "null") return null;
  const value = call.value(name);
  return labelTexts(value) ?? call.wrong(name, "names", value);
}
