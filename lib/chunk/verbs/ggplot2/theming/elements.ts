/**
 * What the elements of a theme say: where keys stand, what is hidden, turned or moved. What they say of
 * looks is the page's, and a remark says so.
 *
 * @module
 */
import { fail } from "../../../../diagnostic.ts";
import { addAll } from "../../../../lists.ts";
import type { PlotSpec } from "../../../../render/figure/grammar/spec.ts";
import { suggestion } from "../../../../syntax/nearest.ts";
import type { Call } from "../../../evaluation/call.ts";
import type { Supplied } from "../../../evaluation/signature.ts";
import type { ElementPiece } from "../../../values/plot.ts";
import type { Value } from "../../../values/value.ts";

type Theme = PlotSpec["theme"];

/** What one element changes, and which of its words are obeyed. */
interface Told {
  theme: Partial<Theme>;
  /** Words that act; `blank`, and `value` of what is no element. */
  obeyed: string;
}

/** An element as it is handed over: an element, a length, a text or numbers. */
interface Given {
  name: string;
  value: Value;
  piece: ElementPiece | null;
  arg: Supplied;
}

const told = (theme: Partial<Theme>, obeyed: string): Told => ({ theme, obeyed });
const blankOr = (when: Partial<Theme>) => ({ piece }: Given): Told =>
  told(piece?.blank ? when : {}, "blank");

/** A place on the panels, from 0 to 1 each way. */
function placeOf({ value, arg }: Given): [number, number] {
  const [x, y] = value.kind === "numeric" ? value.values : [];
  return x !== undefined && y !== undefined
    ? [x, y]
    : fail("wrong-argument", "A place of keys is two numbers", {
      span: arg.span,
      hint: "legend.position = c(0.9, 0.9)",
    });
}

/** One of the words that an element takes. */
function oneOf<T extends string>({ name, value, arg }: Given, known: readonly T[]): T {
  const said = value.kind === "character" ? value.values[0] ?? "" : "";
  const found = known.find((k) => k === said);
  if (found !== undefined) return found;
  const hint = suggestion(said, known);
  return fail("wrong-argument", `There is no ${name} "${said}"`, {
    span: arg.span,
    ...(hint ? { hint } : {}),
  });
}

const PLACES = ["none", "top", "bottom", "right", "left", "inside"] as const;
const SIDES: Readonly<Record<string, [number, number]>> = {
  left: [0, 0.5],
  right: [1, 0.5],
  top: [0.5, 1],
  bottom: [0.5, 0],
  center: [0.5, 0.5],
  centre: [0.5, 0.5],
};

function legendPosition(given: Given): Told {
  if (given.value.kind === "numeric") {
    return told({ keys: "right", keysOn: placeOf(given) }, "value");
  }
  const said = oneOf(given, PLACES);
  return said === "inside"
    ? told({ keys: "right", keysOn: [1, 1] }, "value")
    : told({ keys: said, keysOn: null }, "value");
}

function justification(given: Given): Told {
  const { value } = given;
  if (value.kind === "numeric" && value.values.length === 1) {
    return told({ keysBy: [value.values[0]!, value.values[0]!] }, "value");
  }
  return told({
    keysBy: value.kind === "numeric" ? placeOf(given) : SIDES[oneOf(given, Object.keys(SIDES))]!,
  }, "value");
}

/** Room between panels, where its length is known. */
const spacing = (...along: ("gapX" | "gapY")[]) => ({ piece }: Given): Told => {
  const length = piece?.length;
  return length === undefined
    ? told({}, "")
    : told(Object.fromEntries(along.map((a) => [a, length])), "length");
};

/** A word above or below the picture. */
const heading = (where: "titleAt" | "subtitleAt" | "captionAt", none: Partial<Theme>) =>
(
  { piece }: Given,
): Told =>
  piece?.blank
    ? told(none, "blank")
    : told(piece?.at === undefined ? {} : { [where]: piece.at }, "hjust vjust");

const axisTextX = ({ piece }: Given): Told =>
  piece?.blank
    ? told({ hideX: true }, "blank")
    : told(piece?.angle == null ? {} : { angle: piece.angle }, "angle hjust vjust");

const axisTextY = ({ piece }: Given): Told =>
  told(piece?.blank ? { hideY: true } : {}, "blank hjust vjust");

/** Whether something stands where R can also put it elsewhere. */
const only = (place: string) => ({ value }: Given): Told =>
  told({}, value.kind === "character" && value.values[0] === place ? "value" : "");

/** No words of axes, keys and above and below the picture. */
const NO_WORDS: Partial<Theme> = {
  noTitleX: true,
  noTitleY: true,
  noTitle: true,
  noSubtitle: true,
  noCaption: true,
  noKeyTitle: true,
};

/** Elements that act; the others of R's are looks. */
const ACTING: Readonly<Record<string, (given: Given) => Told>> = {
  "legend.position": legendPosition,
  "legend.position.inside": (g) => told({ keysOn: placeOf(g) }, "value"),
  "legend.direction": (g) =>
    told({ keysAlong: oneOf(g, ["horizontal", "vertical"] as const) }, "value"),
  "legend.justification": justification,
  "legend.title": blankOr({ noKeyTitle: true }),
  "legend.text": blankOr({ noKeyTexts: true }),
  "aspect.ratio": ({ value }) =>
    told({ aspect: value.kind === "numeric" ? value.values[0]! : null }, "value"),
  "panel.grid": blankOr({ grid: false }),
  "panel.grid.major": blankOr({ grid: false }),
  "panel.grid.major.x": blankOr({ noGridX: true }),
  "panel.grid.major.y": blankOr({ noGridY: true }),
  "panel.border": ({ piece }) => told({ border: piece?.blank === false }, "blank"),
  "panel.spacing": spacing("gapX", "gapY"),
  "panel.spacing.x": spacing("gapX"),
  "panel.spacing.y": spacing("gapY"),
  "axis.line": ({ piece }) => told({ bare: piece?.blank === true }, "blank"),
  "axis.text": (g) => g.piece?.blank ? told({ hideX: true, hideY: true }, "blank") : axisTextX(g),
  "axis.text.x": axisTextX,
  "axis.text.x.bottom": axisTextX,
  "axis.text.y": axisTextY,
  "axis.text.y.left": axisTextY,
  "axis.title": blankOr({ noTitleX: true, noTitleY: true }),
  "axis.title.x": blankOr({ noTitleX: true }),
  "axis.title.x.bottom": blankOr({ noTitleX: true }),
  "axis.title.y": blankOr({ noTitleY: true }),
  "axis.title.y.left": blankOr({ noTitleY: true }),
  "plot.title": heading("titleAt", { noTitle: true }),
  "plot.subtitle": heading("subtitleAt", { noSubtitle: true }),
  "plot.caption": heading("captionAt", { noCaption: true }),
  "plot.tag": blankOr({ noTag: true }),
  "plot.title.position": only("plot"),
  "plot.caption.position": only("plot"),
  "strip.text": blankOr({ noStrips: true, noStripsBeside: true }),
  "strip.text.x": blankOr({ noStrips: true }),
  "strip.text.y": ({ piece }) =>
    piece?.blank
      ? told({ noStripsBeside: true }, "blank")
      : told(piece?.angle === 0 ? { stripsLevel: true } : {}, piece?.angle === 0 ? "angle" : ""),
  "strip.placement": only("outside"),
  title: blankOr(NO_WORDS),
  text: blankOr({
    ...NO_WORDS,
    hideX: true,
    hideY: true,
    noKeyTexts: true,
    noStrips: true,
    noStripsBeside: true,
  }),
  line: blankOr({ grid: false, bare: true }),
};

/** Elements of R's themes that are looks: what is blank there, the page does not have. */
const LOOKS = (
  "rect axis.text.x.top axis.text.y.right axis.title.x.top axis.title.y.right axis.ticks axis.ticks.x axis.ticks.y " +
  "axis.ticks.length axis.ticks.length.x axis.ticks.length.y axis.line.x axis.line.y legend.background legend.margin " +
  "legend.spacing legend.spacing.x legend.spacing.y legend.key legend.key.size legend.key.height legend.key.width legend.text.align " +
  "legend.title.align legend.box legend.box.just legend.box.margin legend.box.background legend.box.spacing panel.background " +
  "panel.grid.minor panel.grid.minor.x panel.grid.minor.y panel.ontop plot.background plot.tag.position plot.margin " +
  "strip.background strip.background.x strip.background.y strip.clip strip.text.y.left strip.text.x.bottom strip.switch.pad.grid strip.switch.pad.wrap"
).split(" ");

/** Arguments of `theme()` that say how the theme is made. */
const OF_THE_CALL = new Set(["complete", "validate"]);

/** Words of an element that nothing obeys. */
function passedOver({ name, piece }: Given, obeyed: string): string[] {
  const known = obeyed.split(" ");
  if (!piece) return known.includes("value") ? [] : [name];
  if (piece.blank) return known.includes("blank") || LOOKS.includes(name) ? [] : [name];
  const said = piece.said.filter((s) => !known.includes(s));
  return said.length === 0 ? [] : [`${said.join(", ")} of ${name}`];
}

/** What the arguments of `theme()` say. */
export function elements(call: Call): Partial<Theme> {
  const out: Partial<Theme> = {}, passed: string[] = [];
  for (const arg of call.rest) {
    if (arg.name === null) {
      if (call.evaluate(arg).kind === "pieces") continue;
      fail("too-many-arguments", "Elements of a theme are named", {
        span: arg.span,
        hint: 'legend.position = "none"',
      });
    }
    const value = call.evaluate(arg);
    if (OF_THE_CALL.has(arg.name)) continue;
    const own = value.kind === "pieces" ? value.pieces[0] : null;
    const given: Given = {
      name: arg.name,
      value,
      piece: own?.piece === "element" ? own : null,
      arg,
    };
    const acting = Object.hasOwn(ACTING, arg.name) ? ACTING[arg.name] : undefined;
    if (!acting && !LOOKS.includes(arg.name)) {
      const hint = suggestion(arg.name, [...Object.keys(ACTING), ...LOOKS]);
      fail("unknown-argument", `theme() has no element ${arg.name}`, {
        span: arg.nameSpan ?? arg.span,
        ...(hint ? { hint } : {}),
      });
    }
    const { theme, obeyed } = acting?.(given) ?? told({}, "");
    Object.assign(out, theme);
    addAll(passed, passedOver(given, obeyed));
  }
  if (passed.length > 0) {
    call.note(
      "passed-over",
      `theme(): ${passed.join("; ")}: passed over, as looks are the page's`,
      { arguments: passed },
    );
  }
  return out;
}
