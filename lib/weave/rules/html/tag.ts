/**
 * Tags of raw HTML: which elements pass, which are left out with all that they hold, and which of
 * their attributes and styles. A tag is read by its grammar; what is not in these lists is not
 * written.
 *
 * @module
 */

/** Elements that stand in a line. */
const IN_LINE =
  "br sub sup kbd img b strong i em u s del ins small span mark abbr cite q var samp code wbr a"
    .split(" ");

/** Elements that hold blocks. */
const BLOCKS =
  "details summary figure figcaption div center section article aside header footer main ul ol li dl dt dd blockquote hr p"
    .split(" ");

/** Elements of which nothing passes, be it words. */
export const REMOVED = new Set(
  "script style iframe object embed applet head noscript template form video audio canvas frameset map"
    .split(" "),
);

/** Tags that say nothing here: what stands between them stays. */
export const DROPPED = new Set(
  ("html body meta link title base input button select option textarea label fieldset legend source " +
    "track param area frame font tt big")
    .split(" "),
);

/** Every element that passes. */
export const ELEMENTS = new Set([...IN_LINE, ...BLOCKS]);

/** Elements that begin a block of their own where a line begins with them. */
export const BLOCK_ELEMENTS = new Set(BLOCKS);

const ATTRIBUTES = new Set(
  "class id title open src alt width height style align href start".split(" "),
);

/** A tag that was read. */
export interface Tag {
  element: string;
  closing: boolean;
  attributes: [string, string | null][];
}

const TAG =
  /^<(\/?)([A-Za-z][\w-]*)((?:\s+[\w:-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?)*)\s*(\/?)>/;

/** Reads the tag that a text begins with; null if it begins with none. */
export function readTag(text: string): { tag: Tag; length: number; lost: string[] } | null {
  const match = TAG.exec(text);
  if (!match) return null;
  const element = (match[2] ?? "").toLowerCase();
  const attributes: [string, string | null][] = [];
  const lost: string[] = [];
  let style = "";
  for (
    const item of (match[3] ?? "").matchAll(/([\w:-]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?/g)
  ) {
    const name = (item[1] ?? "").toLowerCase();
    const value = item[2]?.replace(/^(["'])([\s\S]*)\1$/, "$2") ?? null;
    if (/^on/.test(name)) lost.push(name);
    if (!ATTRIBUTES.has(name) || isScript(name, value)) continue;
    if (name === "style") style += safeStyle(value ?? "");
    else if (name === "align") {
      const side = /^(left|right|center|justify)$/i.exec(value ?? "")?.[1]?.toLowerCase();
      if (side !== undefined && element !== "img") style += `text-align:${side};`;
    } else if (name === "width" && element !== "img") {
      if (/^\d{1,4}(px|%)?$/.test(value ?? "")) {
        style += `width:${/\D/.test(value!) ? value : `${value}px`};`;
      }
    } else if (name !== "href" || element === "a") attributes.push([name, value]);
  }
  if (style !== "" && element === "img") {
    const width = /(?:^|;)width:(\d+(?:\.\d+)?(?:%|px))/.exec(style)?.[1];
    if (width !== undefined && !attributes.some(([name]) => name === "width")) {
      attributes.push(["width", width]);
    }
  } else if (style !== "") attributes.push(["style", style.replace(/;$/, "")]);
  return {
    tag: { element, closing: match[1] === "/", attributes },
    length: match[0].length,
    lost,
  };
}

function isScript(name: string, value: string | null): boolean {
  // a browser reads past blanks and control characters
  const plain = [...value ?? ""].filter((c) => c > " ").join("");
  return (name === "src" || name === "href") && /^(javascript|data|vbscript):/i.test(plain);
}

/** Properties that set words and boxes and load, cover or move nothing. */
const PROPERTY =
  /^(text-align|width|max-width|float|clear|vertical-align|font-weight|font-style|font-size|text-decoration|text-indent|color|background|background-color|padding|padding-(left|right|top|bottom)|margin|margin-(left|right|top|bottom)|border|border-(left|right|top|bottom|radius|collapse|color|style|width)|list-style-type|column-count|line-height|white-space)$/;

/** Declarations that pass, each with its semicolon. */
function safeStyle(text: string): string {
  return text.split(";").flatMap((each) => {
    const colon = each.indexOf(":");
    const name = each.slice(0, colon).trim().toLowerCase();
    const value = each.slice(colon + 1).replace(/!\s*important/i, "").trim().toLowerCase();
    // colours by numbers may be called; whatever else is called loads or computes
    const plain = value.replace(/\b(?:rgb|rgba|hsl|hsla)\([\d\s.,%/]*\)/g, "");
    const pass = colon > 0 && PROPERTY.test(name) && /^[\w\s#%.,+-]*$/.test(plain) && value !== "";
    return pass && !/^-/.test(name) ? [`${name}:${value};`] : [];
  }).join("");
}
