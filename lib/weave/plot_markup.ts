/**
 * Markup that a `plot` fence gave, checked and tidied. Nothing in it may run, load or link out.
 *
 * @module
 */
import { fail } from "../diagnostic.ts";

const ELEMENTS = new Set(
  ("svg g path rect circle ellipse line polyline polygon text tspan textPath title desc defs marker " +
    "clipPath linearGradient radialGradient stop pattern mask use symbol style image filter " +
    "feGaussianBlur feOffset feBlend feFlood feComposite feMerge feMergeNode " +
    "div span p figure figcaption table caption thead tbody tr th td b i em strong small sub sup br " +
    "label h2 h3 ul ol li dl dt dd img").split(" ").map((name) => name.toLowerCase()),
);
const VOID = new Set(["br", "img"]);
const LINKS = /^(href|xlink:href|src|action|formaction|background|cite|data|poster|srcset)$/i;
const TAG =
  /<(\/?)([A-Za-z][\w:-]*)((?:\s+[^\s"'<>\/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'))?)*)\s*(\/?)>/y;
const ATTRIBUTE = /([^\s"'<>\/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'))?/g;

/**
 * Checks markup and makes it fit for a page: ids begin with `prefix`, numbers have two decimals,
 * Plot's own style sheet is taken out (ours has its rules), and the picture is one image with
 * `alt` for its name.
 *
 * @throws {DiagnosticError} `unsafe-markup`
 */
export function checkedMarkup(markup: string, alt: string, prefix: string): string {
  const ids = new Map<string, string>();
  for (const match of markup.matchAll(/\sid="([^"]*)"/g)) {
    ids.set(match[1] ?? "", `${prefix}-${ids.size + 1}`);
  }
  const open: string[] = [];
  let out = "";
  let at = 0;
  let roots = 0;
  const pictures = [...markup.matchAll(/<svg\b[^>]*?\swidth="([\d.]+)"/g)];
  const main = pictures.reduce(
    (best, each) => Number(each[1]) > Number(best?.[1] ?? 0) ? each : best,
    pictures[0],
  )?.index;
  while (at < markup.length) {
    const next = markup.indexOf("<", at);
    const text = markup.slice(at, next < 0 ? markup.length : next);
    if (open.length === 0 && text.trim() !== "") refuse("text outside its one element");
    if (open.at(-1) === "style") checkStyle(text);
    out += text;
    if (next < 0) break;
    TAG.lastIndex = next;
    const tag = TAG.exec(markup);
    if (!tag) refuse(`"${markup.slice(next, next + 20)}"`);
    const [all, slash, name = "", attributes = "", selfClosing] = tag;
    const element = name.toLowerCase();
    if (!ELEMENTS.has(element)) refuse(`<${name}>`);
    at = next + all.length;
    if (slash === "/") {
      if (open.pop() !== element) refuse(`</${name}> that closes nothing`);
      out += `</${rename(name)}>`;
      continue;
    }
    if (open.length === 0 && roots++ > 0) refuse("a second element");
    let own = cleanAttributes(attributes, ids);
    if (element === "svg" || open.includes("svg")) {
      own = own.replace(/\saria-label="([xy])-axis label"/, ' class="$1-label"')
        .replace(/\s(role|aria-[a-z]+)="[^"]*"/g, "");
    }
    if (element === "svg" && !open.includes("svg")) {
      const isMain = main === undefined || main === next;
      own += isMain ? ` role="img" aria-label="${attributeText(alt)}"` : ' aria-hidden="true"';
    }
    out += `<${rename(name)}${own}${selfClosing && !VOID.has(element) ? "/" : ""}>`;
    if (!selfClosing && !VOID.has(element)) open.push(element);
  }
  if (open.length > 0) refuse(`<${open.at(-1)}> that is not closed`);
  if (roots === 0) refuse("no element at all");
  return out.replace(/<style>:where\(\.plot-[\s\S]*?<\/style>/g, "");
}

/** Plot's title would disturb the order of the page's headings, and a figure is there already. */
function rename(name: string): string {
  if (/^h[23]$/i.test(name)) return "p";
  return /^fig(ure|caption)$/i.test(name) ? "div" : name;
}

function cleanAttributes(text: string, ids: ReadonlyMap<string, string>): string {
  let out = "";
  for (const match of text.matchAll(ATTRIBUTE)) {
    const name = match[1] ?? "";
    let value = match[2] ?? match[3] ?? "";
    if (/^on/i.test(name)) refuse(`the attribute ${name}`);
    const plain = value.replace(/&[#\w]+;/g, "").replace(/[\s\0]/g, "");
    if (/javascript:|vbscript:/i.test(plain)) refuse(`the attribute ${name}`);
    if (LINKS.test(name) && !/^#|^data:image\/(png|jpeg|gif|webp);base64,/i.test(value)) {
      refuse(`a link to ${value.slice(0, 40)}`);
    }
    if (/style|fill|stroke|filter|mask|clip-path|marker/i.test(name)) checkStyle(value);
    if (name === "id") value = ids.get(value) ?? value;
    else {value = value.replace(/(url\(["']?#|^#)([^)"']+)/g, (all, head: string, id: string) =>
        ids.has(id) ? head + ids.get(id) : all);}
    if (!/^(id|class|aria-label|href|xlink:href|src)$/.test(name)) {
      value = value.replace(
        /-?\d+\.\d{3,}(?:e-?\d+)?/g,
        (number) => String(Math.round(Number(number) * 100) / 100),
      );
    }
    if (/^(fill|stroke|color|style)$/.test(name)) value = inOurInks(value);
    out += ` ${name}="${attributeText(value)}"`;
  }
  return out;
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

function checkStyle(text: string): void {
  if (/@import|expression\s*\(|\\/i.test(text)) refuse("a style that loads something");
  for (const match of text.matchAll(/url\(\s*["']?\s*([^)]*)/gi)) {
    if (!match[1]?.startsWith("#")) refuse("a style that loads something");
  }
}

function attributeText(text: string): string {
  return text.replace(/&(?![#\w]+;)/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");
}

function refuse(what: string): never {
  fail("unsafe-markup", `The figure's markup holds ${what}, which a page may not`, {
    hint: "One SVG or HTML element without scripts, event attributes and outside links",
  });
}
