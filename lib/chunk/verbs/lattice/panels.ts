/**
 * Formulas of `lattice`: what lies along the axes, what makes panels and groups, and the words about it.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import type { Value as LanguageValue } from "../../../language/values/value.ts";
import { deparse } from "../../../syntax/deparse.ts";
import type { Expr } from "../../../syntax/expr.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import type { Call } from "../../evaluation/call.ts";
import { list, type ListValue, type Value } from "../../values/value.ts";
import { composed, frameIn, quoted } from "../ggpubr/composing.ts";

/** Arguments of every picture in panels. */
export const ABOUT =
  "data?, groups?, group?, subset?, layout?, as.table?, auto.key?, main?, sub?, xlab?, ylab?, xlim?, ylim?, scales?, " +
  "aspect?, col?, pch?, cex?, lty?, lwd?, panel!NULL, prepanel!NULL, key!NULL, strip?, index.cond!NULL, perm.cond!NULL, " +
  "outer!FALSE, allow.multiple!TRUE, between~, par.settings~, par.strip.text~, grid~, drop.unused.levels~, " +
  "default.scales~, skip!FALSE, page!NULL, fill?";

/** The parts of a formula. */
export interface Parts {
  y: Expr | null;
  x: Expr;
  by: Expr[];
}

const isCall = (e: Expr, name: string): e is Expr & { kind: "call" } =>
  e.kind === "call" && e.callee.kind === "name" && e.callee.name === name;

function factorsIn(expr: Expr): Expr[] {
  return isCall(expr, "*") || isCall(expr, "+")
    ? expr.args.flatMap((a) => factorsIn(a.value!))
    : [expr];
}

/** What a formula says. */
export function partsOf(call: Call): Parts {
  const value = call.value("x");
  if (value.kind !== "formula") {
    return call.wrong("x", "a formula", value, `${call.verb.name}(y ~ x | g, data = d)`);
  }
  const sides = value.expr.args.map((a) => a.value!);
  const right = sides.at(-1)!;
  const [x, by] = isCall(right, "|")
    ? [right.args[0]!.value!, factorsIn(right.args[1]!.value!)]
    : [right, []];
  return { y: sides.length === 2 ? sides[0]! : null, x, by };
}

/** Data of a picture: `.f` with `.x`, `.y`, `.g` and the variables of the panels `.1`, `.2`. */
export class Panels {
  readonly bound: Record<string, LanguageValue> = {};
  readonly before: string[] = [];
  readonly layers: string[] = [];
  readonly scales: string[] = [];
  readonly labels = new Map<string, string>();
  readonly grouped: boolean;
  /** Whether the axes change places where `.lying` holds; labels belong to the axes that are seen. */
  turns = false;

  constructor(readonly call: Call, readonly parts: Parts, names: boolean) {
    if (parts.by.length > 2 && !call.has("layout")) {
      fail("wrong-argument", `${call.verb.name}() takes two variables of panels`, {
        span: call.spanOf("x"),
        hint: "y ~ x | a * b, or y ~ x | interaction(a, b, c)",
      });
    }
    const data = call.has("data") && call.value("data").kind !== "null";
    if (data) this.bound[".d"] = frameIn(call);
    const within = (text: string): string => data ? `with(.d, ${text})` : text;
    const groups = ["groups", "group"].find((n) => call.has(n) && call.quoted(n)?.kind !== "null");
    this.grouped = groups !== undefined;
    const column = (name: string, expr: Expr, factor: string): string => {
      const text = deparse(expr);
      return `${name} = local({ v <- ${within(text)}; ${factor} })`;
    };
    const asNames = "if (is.character(v) || is.logical(v)) factor(v) else v";
    const asPanels = (label: string): string =>
      `if (is.factor(v)) v else if (is.numeric(v)) factor(paste(${quoted(`${label}:`)}, v), paste(${
        quoted(`${label}:`)
      }, sort(unique(v)))) else factor(v)`;
    const columns = [
      column(".x", parts.x, names ? asNames : "v"),
      ...(parts.y ? [column(".y", parts.y, asNames)] : []),
      ...(groups ? [column(".g", call.quoted(groups)!, "factor(v)")] : []),
      ...parts.by.map((b, i) => column(`.p${i + 1}`, b, asPanels(deparse(b)))),
    ];
    this.before.push(`.f <- data.frame(${columns.join(", ")})`);
    const chosen = call.quoted("subset");
    if (chosen && call.has("subset")) {
      this.before.push(`.f <- .f[which(${within(deparse(chosen))}), , drop = FALSE]`);
    }
    this.before.push(
      `.f <- .f[complete.cases(.f[c(".x"${
        parts.by.map((_, i) => `, ".p${i + 1}"`).join("")
      })]), , drop = FALSE]`,
    );
    this.labels.set("x", quoted(deparse(parts.x)));
    if (parts.y) this.labels.set("y", quoted(deparse(parts.y)));
  }

  /** Names of the columns that tell panels and groups apart. */
  get keys(): string[] {
    return [...this.parts.by.map((_, i) => `.p${i + 1}`), ...(this.grouped ? [".g"] : [])];
  }

  /** Looks that the call sets of things without groups, and one of each group. */
  look(
    names: readonly ("colour" | "shape" | "size" | "linetype" | "linewidth" | "fill")[],
  ): string {
    const argument = {
      colour: "col",
      shape: "pch",
      size: "cex",
      linetype: "lty",
      linewidth: "lwd",
      fill: "fill",
    };
    return names.flatMap((name): string[] => {
      const from = argument[name];
      if (!this.call.has(from)) return [];
      if (this.grouped && name !== "size" && name !== "linewidth") {
        const scale =
          { colour: "colour", shape: "shape", linetype: "linetype", fill: "fill" }[name];
        this.bound[`.${from}`] = toLanguage(this.call.value(from));
        const text = `scale_${scale}_manual(values = rep_len(.${from}, nlevels(.f$.g)))`;
        if (!this.scales.includes(text)) this.scales.push(text);
        return [];
      }
      this.bound[`.${from}`] = toLanguage(this.call.value(from));
      const factor = name === "size" ? "1.5 * " : name === "linewidth" ? "0.5 * " : "";
      return [`${name} = ${factor}.${from}[1]`];
    }).map((t) => `, ${t}`).join("");
  }

  /** The picture. */
  made(mapping: string): Value {
    const { call } = this;
    for (
      const [argument, name] of [["main", "title"], ["sub", "caption"], ["xlab", "x"], [
        "ylab",
        "y",
      ]]
    ) {
      if (!call.has(argument!)) continue;
      const value = call.value(argument!);
      const words = value.kind === "list" ? value.items[0]?.value ?? value : value;
      if (words.kind === "null" || words.kind === "logical") this.labels.set(name!, "NULL");
      else {
        this.bound[`.${argument}`] = toLanguage(words);
        this.labels.set(name!, `.${argument}`);
      }
    }
    if (this.turns) {
      const [x, y] = [this.labels.get("x") ?? "NULL", this.labels.get("y") ?? "NULL"];
      const told = (axis: "x" | "y", mine: string, other: string): void => {
        this.labels.set(axis, `if (.lying) ${other} else ${mine}`);
      };
      told("x", x, y);
      told("y", y, x);
    }
    if (this.grouped) {
      for (const aes of ["colour", "shape", "linetype", "fill"]) this.labels.set(aes, "NULL");
    }
    const about = [
      `labs(${[...this.labels].map(([k, v]) => `${k} = ${v}`).join(", ")})`,
      ...this.facets(),
      ...this.axes(),
      ...this.scales,
      `theme_bw()`,
      ...this.key(),
    ];
    const text = `{\n${this.before.join("\n")}\nggplot(.f, aes(${mapping})) + ${
      [...this.layers, ...about].join(" + ")
    }\n}`;
    return composed(call, text, this.bound);
  }

  private key(): string[] {
    const value = this.call.has("auto.key") ? this.call.value("auto.key") : null;
    const shown = value && value.kind !== "null" &&
      !(value.kind === "logical" && value.values[0] === 0);
    if (!this.grouped || !shown) return ['theme(legend.position = "none")'];
    const item = (name: string): Value | undefined =>
      value.kind === "list" ? value.items.find((i) => i.name === name)?.value : undefined;
    const space = item("space");
    const at = space?.kind === "character" ? space.values[0]! : "top";
    const columns = item("columns");
    const out = [`theme(legend.position = ${quoted(at)})`];
    if (columns?.kind === "numeric") {
      const n = columns.values[0]!;
      out.push(
        `guides(colour = guide_legend(ncol = ${n}), shape = guide_legend(ncol = ${n}), linetype = guide_legend(ncol = ${n}))`,
      );
    }
    const title = item("title");
    if (title?.kind === "character") {
      out.push(
        `labs(colour = ${quoted(title.values[0]!)}, shape = ${
          quoted(title.values[0]!)
        }, linetype = ${quoted(title.values[0]!)})`,
      );
    }
    return out;
  }

  private scaleList(): ListValue | null {
    if (!this.call.has("scales")) return null;
    const value = this.call.value("scales");
    if (value.kind === "list") return value;
    if (value.kind === "character") {
      return list([{ name: "relation", value }]);
    }
    return this.call.wrong("scales", "a list", value, 'scales = list(relation = "free")');
  }

  /** What `scales` says of an axis, its own before what it says of both. */
  private said(axis: "x" | "y", name: string): Value | undefined {
    const list = this.scaleList();
    const own = list?.items.find((i) => i.name === axis)?.value;
    const found = own?.kind === "list" ? own.items.find((i) => i.name === name)?.value : undefined;
    return found ?? list?.items.find((i) => i.name === name)?.value;
  }

  private free(axis: "x" | "y"): boolean {
    const relation = this.said(axis, "relation");
    return relation?.kind === "character" && relation.values[0] !== "same";
  }

  private facets(): string[] {
    const { call, parts } = this;
    if (parts.by.length === 0) return [];
    const free = [this.free("x"), this.free("y")];
    const scales = free[0] && free[1] ? "free" : free[0] ? "free_x" : free[1] ? "free_y" : "fixed";
    const table = call.has("as.table") && call.flag("as.table", false) ? "TRUE" : "FALSE";
    const layout = call.has("layout") ? call.numbers("layout") : null;
    const wide = layout && layout[0]! > 0 ? `, ncol = ${layout[0]}` : "";
    const deep = layout && wide === "" && layout[1]! > 0 ? `, nrow = ${layout[1]}` : "";
    const shown = call.has("strip") && call.value("strip").kind === "logical" &&
      !call.flag("strip", true);
    if (shown) this.scales.push("theme(strip.text = element_blank())");
    const by = parts.by.map((_, i) => `.p${i + 1}`);
    return by.length === 2 && !layout
      ? [`facet_grid(${by[1]} ~ ${by[0]}, scales = "${scales}", as.table = ${table})`]
      : [
        `facet_wrap(~ ${by.join(" + ")}, scales = "${scales}", as.table = ${table}${wide}${deep})`,
      ];
  }

  private axes(): string[] {
    const { call } = this;
    const out: string[] = [];
    for (const axis of ["x", "y"] as const) {
      const log = this.said(axis, "log"),
        at = this.said(axis, "at"),
        labels = this.said(axis, "labels");
      const more: string[] = [];
      if (at?.kind === "numeric") {
        this.bound[`.at.${axis}`] = toLanguage(at);
        more.push(`breaks = .at.${axis}`);
        if (labels && labels.kind !== "logical") {
          this.bound[`.labels.${axis}`] = toLanguage(labels);
          more.push(`labels = .labels.${axis}`);
        }
      }
      const isLog = log && !(log.kind === "logical" && log.values[0] === 0);
      if (isLog) out.push(`scale_${axis}_log10(${more.join(", ")})`);
      else if (more.length > 0) out.push(`scale_${axis}_continuous(${more.join(", ")})`);
      const rot = this.said(axis, "rot");
      if (axis === "x" && rot?.kind === "numeric" && rot.values[0] !== 0) {
        out.push(`theme(axis.text.x = element_text(angle = ${rot.values[0]}, hjust = 1))`);
      }
    }
    const limits = (["xlim", "ylim"] as const).filter((n) =>
      call.has(n) && call.value(n).kind === "numeric"
    );
    for (const n of limits) this.bound[`.${n}`] = toLanguage(call.value(n));
    if (limits.length > 0) {
      out.push(`coord_cartesian(${limits.map((n) => `${n} = .${n}`).join(", ")}, expand = FALSE)`);
    }
    const aspect = call.has("aspect") ? call.value("aspect") : null;
    if (aspect?.kind === "numeric") out.push(`theme(aspect.ratio = ${aspect.values[0]})`);
    else if (aspect?.kind === "character" && aspect.values[0] === "iso") out.push("coord_fixed()");
    return out;
  }
}
