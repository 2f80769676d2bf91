/**
 * Markup that a `plot` fence gave, checked and tidied. Nothing in it may run, load, link out, or
 * reach what lies outside the figure.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { MARKUP_DEPTH, MARKUP_ELEMENTS, MARKUP_LENGTH } from "./plot_limits.ts";
import { styleFault } from "./plot_style.ts";

const ELEMENTS = new Set(
  ("svg g path rect circle ellipse line polyline polygon text tspan textPath title desc defs marker " +
    "clipPath linearGradient radialGradient stop pattern mask use symbol style image filter " +
    "feGaussianBlur feOffset feBlend feFlood feComposite feMerge feMergeNode " +
    "div span p figure figcaption table caption thead tbody tr th td b i em strong small sub sup br " +
    "label h2 h3 ul ol li dl dt dd img").split(" ").map((name) => name.toLowerCase()),
);
const VOID = new Set(["br", "img"]);

/** Attributes that a page keeps; others than these and the refused ones are left out. */
const KEPT = new Set(
  ("id class style title alt role lang dir width height x y x1 y1 x2 y2 cx cy r rx ry fx fy fr d " +
    "points dx dy rotate transform transform-origin viewbox preserveaspectratio xmlns xmlns:xlink " +
    "href xlink:href src xml:space colspan rowspan scope fill fill-opacity fill-rule stroke " +
    "stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit " +
    "stroke-opacity stroke-width opacity color clip-path clip-rule mask filter marker-start " +
    "marker-mid marker-end font-family font-size font-style font-variant font-weight " +
    "font-stretch text-anchor text-decoration text-rendering text-overflow textlength " +
    "lengthadjust startoffset letter-spacing word-spacing dominant-baseline alignment-baseline " +
    "baseline-shift paint-order vector-effect shape-rendering image-rendering " +
    "color-interpolation color-interpolation-filters display visibility overflow " +
    "pointer-events mix-blend-mode white-space writing-mode direction align gradientunits " +
    "gradienttransform spreadmethod offset stop-color stop-opacity patternunits " +
    "patterncontentunits patterntransform clippathunits maskunits maskcontentunits markerwidth " +
    "markerheight markerunits orient refx refy filterunits primitiveunits in in2 result " +
    "stddeviation mode operator k1 k2 k3 k4 flood-color flood-opacity edgemode").split(" "),
);
/** Attributes that would run, load, take input, or put a name before the page's own. */
const REFUSED =
  /^(on.*|name|action|formaction|background|cite|data|poster|srcset|srcdoc|ping|form|is|slot|part|contenteditable|autofocus|accesskey|usemap|ismap)$/;
const LINKS = /^(href|xlink:href|src)$/;
/** Attributes of plain words or shapes, in which no style can stand. */
const PLAIN =
  /^(id|class|title|alt|role|lang|dir|aria-.*|d|points|viewbox|xmlns|xmlns:xlink|href|xlink:href|src)$/;
const PICTURE = /^data:image\/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*$/i;
const TAG =
  /<(\/?)([A-Za-z][\w:-]*)((?:\s+[^\s"'<>\/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'))?)*)\s*(\/?)>/y;
const ATTRIBUTE = /([^\s"'<>\/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'))?/g;
/** The style sheet that Plot puts into its figures, by which nothing outside them is meant. */
const OWN_STYLE = /^:where\(\.plot-[^<]*$/;

/** An element that is open. */
interface Open {
  element: string;
  /** An element here or further out has an id, by which `use` could repeat it. */
  named: boolean;
  inSvg: boolean;
}

/**
 * Checks markup and makes it fit for a page: ids begin with `prefix`, numbers have two decimals,
 * Plot's own style sheet is taken out (ours has its rules), and the picture is one image with
 * `alt` for its name.
 *
 * @throws {DiagnosticError} `unsafe-markup`, `large-markup`
 */
export function checkedMarkup(markup: string, alt: string, prefix: string): string {
  if (markup.length > MARKUP_LENGTH) tooLarge(`${markup.length} characters`, MARKUP_LENGTH);
  return new MarkupCheck(markup, alt, prefix).run();
}

/** What the names in a picture begin with: the block, and which of its pictures it is. */
export function markupPrefix(block: number, position: number): string {
  return position === 0 ? `plot-${block}` : `plot-${block}-${position}`;
}

class MarkupCheck {
  readonly #markup: string;
  readonly #alt: string;
  readonly #ids = new Map<string, string>();
  readonly #main: number | undefined;
  readonly #open: Open[] = [];
  readonly #out: string[] = [];
  #elements = 0;
  #roots = 0;

  constructor(markup: string, alt: string, prefix: string) {
    this.#markup = markup;
    this.#alt = alt;
    for (const [, double, single] of markup.matchAll(/\sid\s*=\s*(?:"([^"]*)"|'([^']*)')/gi)) {
      const id = decoded(double ?? single ?? "");
      if (!this.#ids.has(id)) this.#ids.set(id, `${prefix}-${this.#ids.size + 1}`);
    }
    const pictures = [...markup.matchAll(/<svg\b[^>]*?\swidth="([\d.]+)"/g)];
    this.#main = pictures.reduce(
      (best, each) => Number(each[1]) > Number(best?.[1] ?? 0) ? each : best,
      pictures[0],
    )?.index;
  }

  run(): string {
    const markup = this.#markup;
    let at = 0;
    while (at < markup.length) {
      const next = markup.indexOf("<", at);
      const end = next < 0 ? markup.length : next;
      this.#text(markup.slice(at, end));
      if (next < 0) break;
      TAG.lastIndex = next;
      const tag = TAG.exec(markup);
      if (!tag) refuse(`"${markup.slice(next, next + 20)}"`);
      at = next + tag[0].length;
      const [, slash, name = "", attributes = "", closed = ""] = tag;
      if (slash === "/") this.#close(name);
      else if (name.toLowerCase() === "style") at = this.#ownStyle(at);
      else this.#element(name, attributes, closed, next);
    }
    const last = this.#open.at(-1);
    if (last) refuse(`<${last.element}> that is not closed`);
    if (this.#roots === 0) refuse("no element at all");
    return this.#out.join("");
  }

  #text(text: string): void {
    if (this.#open.length === 0 && text.trim() !== "") refuse("text outside its one element");
    this.#out.push(text);
  }

  /** Goes past the style sheet that Plot puts in; another one would reach the whole page. */
  #ownStyle(at: number): number {
    const end = this.#markup.indexOf("</style>", at);
    if (
      end < 0 || this.#open.length === 0 || !OWN_STYLE.test(this.#markup.slice(at, end).trim())
    ) refuse("<style>, whose rules would reach the whole page");
    return end + "</style>".length;
  }

  #close(name: string): void {
    if (this.#open.pop()?.element !== name.toLowerCase()) refuse(`</${name}> that closes nothing`);
    this.#out.push(`</${rename(name)}>`);
  }

  #element(name: string, attributes: string, closed: string, at: number): void {
    const element = name.toLowerCase();
    if (!ELEMENTS.has(element)) refuse(`<${name}>`);
    if (++this.#elements > MARKUP_ELEMENTS) tooLarge("more elements", MARKUP_ELEMENTS);
    const outer = this.#open.at(-1);
    if (!outer && this.#roots++ > 0) refuse("a second element");
    const kept = this.#attributes(attributes);
    const named = (outer?.named ?? false) || /\sid="/.test(kept);
    if (element === "use" && named) refuse("<use> within what another <use> may repeat");
    const inSvg = (outer?.inSvg ?? false) || element === "svg";
    let own = kept;
    if (inSvg) {
      own = own.replace(/\saria-label="([xy])-axis label"/, ' class="$1-label"')
        .replace(/\s(role|aria-[a-z]+)="[^"]*"/g, "");
    }
    if (element === "svg" && !outer?.inSvg) {
      const isMain = this.#main === undefined || this.#main === at;
      own += isMain
        ? ` role="img" aria-label="${attributeText(this.#alt)}"`
        : ' aria-hidden="true"';
    }
    const ends = closed !== "" || VOID.has(element);
    this.#out.push(`<${rename(name)}${own}${closed !== "" && !VOID.has(element) ? "/" : ""}>`);
    if (ends) return;
    this.#open.push({ element, named, inSvg });
    if (this.#open.length > MARKUP_DEPTH) tooLarge("elements within each other", MARKUP_DEPTH);
  }

  #attributes(text: string): string {
    let out = "";
    for (const [, given = "", double, single] of text.matchAll(ATTRIBUTE)) {
      const name = given.toLowerCase();
      const value = decoded(double ?? single ?? "");
      if (REFUSED.test(name)) refuse(`the attribute ${given}`);
      if (/^\W*(?:java|vb)script\s*:/i.test(value)) {
        refuse(`the attribute ${given}`);
      }
      if (!KEPT.has(name) && !/^aria-[a-z]+$/.test(name)) continue;
      if (LINKS.test(name) && !value.startsWith("#") && !PICTURE.test(value)) {
        refuse(`a link to ${value.slice(0, 40)}`);
      }
      const fault = PLAIN.test(name) ? null : styleFault(value);
      if (fault !== null) refuse(fault);
      const own = name === "xlink:href" ? "href" : given;
      out += ` ${own}="${attributeText(this.#tidied(name, value))}"`;
    }
    return out;
  }

  #tidied(name: string, given: string): string {
    if (name === "id") return this.#ids.get(given) ?? given;
    let value = given.replace(
      /(url\(\s*["']?#|^#)([^)"'\s]+)(["']?)/g,
      (_, head: string, id: string) => (head === "#" ? "#" : "url(#") + (this.#ids.get(id) ?? id),
    );
    if (!/^(class|title|alt|aria-label|href|xlink:href|src)$/.test(name)) {
      value = value.replace(
        /-?\d+\.\d{3,}(?:e-?\d+)?/g,
        (number) => String(Math.round(Number(number) * 100) / 100),
      );
    }
    return /^(fill|stroke|color|style)$/.test(name) ? inOurInks(value) : value;
  }
}

/** Plot's title would disturb the order of the page's headings, and a figure is there already. */
function rename(name: string): string {
  if (/^h[23]$/i.test(name)) return "p";
  return /^fig(ure|caption)$/i.test(name) ? "div" : name;
}

/** Plot's first four colours and its grey as the page's inks, which serve light and dark. */
const INKS: Readonly<Record<string, string>> = {
  "#4269d0": "var(--indigo)",
  "#efb118": "var(--madder)",
  "#ff725c": "var(--weld)",
  "#6cc5b0": "var(--leaf)",
  "#9498a0": "var(--edge)",
};

function inOurInks(value: string): string {
  return value.replace(/#[0-9a-f]{6}\b/gi, (colour) => INKS[colour.toLowerCase()] ?? colour);
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
};

/** A value as a browser reads it; a name that we do not know might hide anything. */
function decoded(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|([a-z]\w*));?/gi, (all, hex, decimal, name) => {
    if (name !== undefined) {
      const known = ENTITIES[name as string];
      if (known === undefined) refuse(`the entity ${all}`);
      return known;
    }
    const code = hex === undefined ? Number(decimal) : parseInt(hex as string, 16);
    if (code === 0 || code > 0x10ffff) refuse(`the entity ${all}`);
    return String.fromCodePoint(code);
  });
}

function attributeText(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;")
    .replace(/>/g, "&gt;");
}

function refuse(what: string): never {
  fail("unsafe-markup", `The figure's markup holds ${what}, which a page may not`, {
    hint:
      "One SVG or HTML element without scripts, style sheets, event attributes and outside links",
  });
}

function tooLarge(what: string, limit: number): never {
  fail("large-markup", `The figure's markup has ${what}; a page takes ${limit}`, {
    hint: "Draw a summary, such as a line or bins, where there are many points",
  });
}
