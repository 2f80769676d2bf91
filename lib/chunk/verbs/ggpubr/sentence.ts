/**
 * What the pictures of `ggpubr` have in common: columns or colours, palettes, panels, words about them.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { addAll } from "../../../lists.ts";
import { type Frame, isFrame, namesOf } from "../../../language/values/value.ts";
import type { Value as LanguageValue } from "../../../language/values/value.ts";
import { BREWER } from "../../../render/figure/grammar/palettes.ts";
import { suggestion } from "../../../syntax/nearest.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import type { Call } from "../../evaluation/call.ts";
import type { Value } from "../../values/value.ts";
import { columnNamed, composed, frameIn, named, quoted } from "./composing.ts";
import { JOURNALS, PALETTES } from "./palettes.ts";

/** Aesthetics by the argument that says them. */
const LOOKS: Readonly<Record<string, string>> = {
  color: "colour",
  fill: "fill",
  shape: "shape",
  linetype: "linetype",
  size: "size",
  alpha: "alpha",
};

/** Arguments that every picture has. */
export const ABOUT =
  "combine!FALSE, merge!FALSE, color?, fill?, palette?, title?, subtitle?, caption?, xlab?, ylab?, facet.by?, " +
  "nrow?, ncol?, scales?, panel.labs!NULL, short.panel.labs!TRUE, linetype?, size?, alpha?, shape?, select?, remove?, " +
  "order?, orientation?, add?, add.params?, error.plot?, position?, legend?, legend.title?, ggtheme?, xlim?, ylim?, " +
  "label!NULL, label.select!NULL, font.label~, repel~, label.rectangle~, main?, submain?";

/** A picture while it is put together. */
export class Sentence {
  readonly before: string[] = [];
  readonly layers: string[] = [];
  readonly bound: Record<string, LanguageValue> = {};
  readonly frame: Frame;

  constructor(readonly call: Call, vector: boolean) {
    const own = toLanguage(call.value("data"));
    if (vector && !isFrame(own)) {
      this.bound[".v"] = own;
      const made = toLanguage(composed(call, "data.frame(data = as.numeric(.v))", this.bound));
      this.frame = isFrame(made) ? made : call.wrong("data", "a table", call.value("data"));
    } else this.frame = frameIn(call);
    this.bound[".d"] = this.frame;
  }

  /** The column of an argument. */
  column(name: string): string {
    if (this.call.has(name)) return columnNamed(this.call, name, this.frame);
    if (this.bound[".v"]) return "data";
    return fail("missing-argument", `${this.call.verb.name}() needs ${name}`, {
      span: this.call.span,
      hint: `${name} = "…" names a column`,
    });
  }

  /** The column that gives a look, if it is one. */
  columnOf(look: string): string | null {
    if (!this.call.has(look)) return null;
    const value = this.call.value(look);
    const said = value.kind === "character" && value.values.length === 1 ? value.values[0]! : null;
    return said !== null && (namesOf(this.frame) ?? []).includes(said) ? said : null;
  }

  /** Columns that make groups besides x. */
  get groups(): string[] {
    return [
      ...new Set(["color", "fill", "linetype", "shape"].flatMap((l) => this.columnOf(l) ?? [])),
    ];
  }

  /** Mapping and looks of a layer; `usual` are the looks where nothing is said. */
  looks(
    names: readonly string[],
    usual: Readonly<Record<string, string>> = {},
    more: readonly string[] = [],
  ): string {
    const mapped = [...more];
    const fixed: string[] = [];
    for (const name of names) {
      const aes = LOOKS[name]!, column = this.columnOf(name);
      if (column) mapped.push(`${aes} = ${named(column)}`);
      else if (this.call.has(name)) {
        this.bound[`.${name}`] = toLanguage(this.call.value(name));
        fixed.push(`${aes} = .${name}`);
      } else if (usual[name]) fixed.push(`${aes} = ${usual[name]}`);
    }
    return [...(mapped.length > 0 ? [`aes(${mapped.join(", ")})`] : []), ...fixed].join(", ");
  }

  /** A look that `add.params` says, as an argument with a comma before it. */
  more(name: string, otherwise: string | null = null): string {
    const aes = LOOKS[name] ?? name;
    const value = this.call.has("add.params") ? this.call.value("add.params") : null;
    const found = value?.kind === "list"
      ? value.items.find((i) => i.name === name || (name === "color" && i.name === "colour"))?.value
      : null;
    if (!found) return otherwise === null ? "" : `, ${aes} = ${otherwise}`;
    if (
      found.kind === "character" && (namesOf(this.frame) ?? []).includes(found.values[0] ?? "")
    ) return `, aes(${aes} = ${named(found.values[0]!)})`;
    this.bound[`.add.${name}`] = toLanguage(found);
    return `, ${aes} = .add.${name}`;
  }

  /** What is added by name. */
  added(): string[] {
    const value = this.call.has("add") ? this.call.value("add") : null;
    if (!value || value.kind === "null") return [];
    return this.call.texts("add").filter((a) => a !== "none");
  }

  /** x as names, in the order that is asked for. */
  discrete(x: string): void {
    const { call } = this, column = `.d[[${quoted(x)}]]`;
    for (const name of ["select", "remove", "order"]) {
      if (call.has(name)) this.bound[`.${name}`] = toLanguage(call.value(name));
    }
    if (call.has("select")) this.before.push(`.d <- .d[${column} %in% .select, , drop = FALSE]`);
    if (call.has("remove")) this.before.push(`.d <- .d[!(${column} %in% .remove), , drop = FALSE]`);
    this.before.push(
      call.has("order")
        ? `${column} <- factor(${column}, levels = .order)`
        : `if (is.numeric(${column})) ${column} <- factor(${column})`,
    );
    if (call.has("select")) {
      this.before.push(`if (is.factor(${column})) ${column} <- droplevels(${column})`);
    }
  }

  /** The picture. */
  made(mapping: string, labels: { x?: string; y?: string }): Value {
    const { call } = this;
    const about: string[] = [];
    const words = new Map<string, string>(
      Object.entries(labels).map(([k, v]) => [k, quoted(v)]),
    );
    for (
      const [argument, name] of [
        ["title", "title"],
        ["main", "title"],
        ["subtitle", "subtitle"],
        ["submain", "subtitle"],
        ["caption", "caption"],
        ["xlab", "x"],
        ["ylab", "y"],
      ] as const
    ) {
      if (!call.has(argument)) continue;
      const value = call.value(argument);
      if (value.kind === "logical") {
        if (value.values[0] === 0) words.set(name, "NULL");
        continue;
      }
      this.bound[`.${argument}`] = toLanguage(value);
      words.set(name, `.${argument}`);
    }
    if (call.has("legend.title")) {
      const value = call.value("legend.title");
      this.bound[".legend.title"] = toLanguage(value);
      for (const look of ["color", "fill", "shape", "linetype"]) {
        if (this.columnOf(look)) words.set(LOOKS[look]!, ".legend.title");
      }
    }
    if (words.size > 0) {
      about.push(`labs(${[...words].map(([k, v]) => `${k} = ${v}`).join(", ")})`);
    }
    addAll(about, [...this.palette(), ...this.facets()]);
    if (call.has("ggtheme")) {
      this.bound[".ggtheme"] = toLanguage(call.value("ggtheme"));
      about.push(".ggtheme");
    } else about.push("theme_pubr()");
    if (call.has("legend")) {
      this.bound[".legend"] = toLanguage(call.value("legend"));
      about.push("theme(legend.position = .legend)");
    }
    const limits = ["xlim", "ylim"].filter((n) => call.has(n));
    for (const n of limits) this.bound[`.${n}`] = toLanguage(call.value(n));
    const flipped = call.choice("orientation", ["vertical", "horizontal"], "vertical") ===
      "horizontal";
    if (flipped || limits.length > 0) {
      about.push(
        `${flipped ? "coord_flip" : "coord_cartesian"}(${
          limits.map((n) => `${n} = .${n}`).join(", ")
        })`,
      );
    }
    const text = `{\n${this.before.join("\n")}\nggplot(.d, aes(${mapping})) + ${
      [...this.layers, ...about].join(" + ")
    }\n}`;
    return composed(call, text, this.bound);
  }

  private palette(): string[] {
    const { call } = this;
    if (!call.has("palette") || call.value("palette").kind === "null") return [];
    const said = call.texts("palette");
    const scales = (how: string): string[] => [`scale_colour_${how}`, `scale_fill_${how}`];
    if (said.length > 1 || said[0]!.startsWith("#")) {
      this.bound[".palette"] = toLanguage(call.value("palette"));
      return scales("manual(values = .palette)");
    }
    const [name] = said as [string];
    if (BREWER.includes(name)) return scales(`brewer(palette = ${quoted(name)})`);
    if (name === "grey" || name === "gray") return scales("grey()");
    if (name === "default" || name === "hue") return [];
    const inks = JOURNALS[name];
    if (inks) return scales(`manual(values = c(${inks.map(quoted).join(", ")}))`);
    const hint = suggestion(name, PALETTES);
    return fail("wrong-argument", `There is no palette "${name}"`, {
      span: call.spanOf("palette"),
      hint: hint ?? `One of ${PALETTES.slice(0, 6).join(", ")}, or colours: c("navy", "tan")`,
    });
  }

  private facets(): string[] {
    const { call } = this;
    if (!call.has("facet.by")) return [];
    const by = call.texts("facet.by");
    const more = ["nrow", "ncol", "scales"].filter((n) => call.has(n)).map((n) => {
      this.bound[`.${n}`] = toLanguage(call.value(n));
      return [n, `, ${n} = .${n}`] as const;
    });
    for (const name of by) {
      if ((namesOf(this.frame) ?? []).includes(name)) continue;
      const hint = suggestion(name, (namesOf(this.frame) ?? []).map((n) => n ?? "NA"));
      fail("unknown-name", `The data have no column ${name}`, {
        span: call.spanOf("facet.by"),
        ...(hint ? { hint } : {}),
      });
    }
    return by.length === 2
      ? [
        `facet_grid(${named(by[0]!)} ~ ${named(by[1]!)}${
          more.filter(([n]) => n === "scales").map(([, t]) => t).join("")
        })`,
      ]
      : [`facet_wrap(~ ${by.map(named).join(" + ")}${more.map(([, t]) => t).join("")})`];
  }
}
