/**
 * A picture in one word: `qplot(x, y, data = d)`, whose layers follow from what it is given.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { suggestion } from "../../../syntax/nearest.ts";
import { deparse } from "../../../syntax/deparse.ts";
import type { Value as LanguageValue } from "../../../language/values/value.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import type { Call } from "../../evaluation/call.ts";
import type { Supplied } from "../../evaluation/signature.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import type { Value } from "../../values/value.ts";
import { boundIn, composed, frameIn } from "../ggpubr/composing.ts";
import { GEOM_NAMES, KINDS, MORE } from "./kinds.ts";
import { aesthetic, AESTHETICS } from "./mapping.ts";

const verb = verbOf("ggplot2");

/** `I(…)`: the thing itself, and no variable. */
function itself({ expr }: Supplied): boolean {
  return expr?.kind === "call" && expr.callee.kind === "name" && expr.callee.name === "I" &&
    expr.args.length === 1;
}

/** What is mapped, what is set, and the arguments of the layers. */
function taken(call: Call, geoms: readonly string[]) {
  const own = new Set(geoms.flatMap((g) => {
    const kind = KINDS[`geom_${g}`]!;
    return `${kind.own} ${MORE[kind.stat] ?? ""} ${MORE[kind.geom] ?? ""}`.split(" ");
  }));
  const mapped: string[] = [], set: string[] = [], bound: Record<string, LanguageValue> = {};
  call.rest.forEach((arg, i) => {
    const name = arg.name === null ? null : aesthetic(arg.name);
    if (name === null) {
      fail("too-many-arguments", "qplot() takes x and y without names, and no more", {
        span: arg.span,
        hint: "Name it: colour = …, geom = …",
      });
    }
    if (AESTHETICS.has(name) && !itself(arg)) {
      mapped.push(`${name} = ${deparse(arg.expr!)}`);
    } else if (AESTHETICS.has(name) || own.has(arg.name!)) {
      bound[`.a${i}`] = toLanguage(call.evaluate(arg));
      set.push(`${arg.name} = .a${i}`);
    } else {
      const hint = suggestion(arg.name!, [...own, ...AESTHETICS, "facets", "geom", "data"]);
      fail("unknown-argument", `qplot() has no argument ${arg.name}`, {
        span: arg.nameSpan ?? arg.span,
        ...(hint ? { hint } : {}),
      });
    }
  });
  return { mapped, set, bound };
}

/** The layers that an author asks for, else those that fit. */
function geomsIn(call: Call, isNumeric: () => boolean): string[] {
  const asked = call.has("geom") ? call.texts("geom") : ["auto"];
  return asked.map((name) => {
    if (name === "auto") {
      if (call.rest.some((a) => a.name === "sample")) return "qq";
      return call.has("y") ? "point" : isNumeric() ? "histogram" : "bar";
    }
    if (KINDS[`geom_${name}`]) return name;
    const hint = suggestion(name, GEOM_NAMES.map((g) => g.slice(5)));
    return fail("wrong-argument", `There is no geom "${name}"`, {
      span: call.spanOf("geom"),
      ...(hint ? { hint } : {}),
    });
  });
}

function qplot(call: Call): Value {
  const data = call.has("data") && call.value("data").kind !== "null";
  const bound: Record<string, LanguageValue> = data ? { ".d": frameIn(call) } : {};
  const text = (name: string): string | null => {
    const expr = call.has(name) ? call.quoted(name) : null;
    return expr ? deparse(expr) : null;
  };
  const x = text("x"), y = text("y");
  const numeric = (): boolean => {
    if (x === null) return true;
    const asked = `is.numeric(${data ? `with(.d, ${x})` : x})`;
    const found = composed(call, asked, bound);
    return found.kind === "logical" && found.values[0] === 1;
  };
  const geoms = geomsIn(call, numeric);
  const { mapped, set, bound: more } = taken(call, geoms);
  const facets = text("facets");
  const log = call.text("log", "");
  const grid = facets !== null && facets.replace(/^\s*/, "")[0] !== "~";
  const words = [["main", "title"], ["xlab", "x"], ["ylab", "y"]].flatMap(([name, label]) =>
    call.has(name!) ? [`${label} = .${name}`] : []
  );
  const margins = call.has("margins") ? ", margins = .margins" : "";
  const axes = [...(x ? [`x = ${x}`] : []), ...(y ? [`y = ${y}`] : []), ...mapped];
  // a layer takes of what is set what it knows
  const knows = (geom: string, name: string): boolean => {
    const kind = KINDS[`geom_${geom}`]!;
    return AESTHETICS.has(aesthetic(name)) ||
      `${kind.own} ${MORE[kind.stat] ?? ""} ${MORE[kind.geom] ?? ""}`.split(" ").includes(name);
  };
  const layer = (geom: string): string =>
    `geom_${geom}(${set.filter((s) => knows(geom, s.split(" = ")[0]!)).join(", ")})`;
  const parts = [
    `ggplot(${data ? ".d, " : "mapping = "}aes(${axes.join(", ")}))`,
    ...geoms.map(layer),
    ...(facets ? [`facet_${grid ? "grid" : "wrap"}(${facets}${margins})`] : []),
    ...["x", "y"].filter((a) => log.includes(a)).map((a) => `scale_${a}_log10()`),
    ...["xlim", "ylim"].filter((l) => call.has(l)).map((l) => `${l}(.${l}[1], .${l}[2])`),
    ...(words.length > 0 ? [`labs(${words.join(", ")})`] : []),
    ...(call.has("asp") ? ["theme(aspect.ratio = .asp)"] : []),
  ];
  return composed(call, parts.join(" + "), {
    ...bound,
    ...more,
    ...boundIn(call, ["main", "xlab", "ylab", "xlim", "ylim", "asp", "margins"]),
  });
}

/** Pictures in one word. */
export const QUICK: readonly Verb[] = ["qplot", "quickplot"].map((name) =>
  verb(
    name,
    "x?, y?, ..., data?, facets?, margins?, geom?, xlim?, ylim?, log?, main?, xlab?, ylab?, asp?, " +
      "stat!NULL, position!NULL",
    "a picture in one word",
    qplot,
  )
);
