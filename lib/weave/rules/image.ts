/**
 * Pictures: `![caption](file.png){#fig-x width=60% fig-alt="…"}`. One that stands alone in its
 * paragraph and has a label or a caption of its own is a figure.
 *
 * @module
 */
import type { MarkdownIt, StateCore, StateInline, Token } from "markdown-it";
import { type Attributes, noAttributes, parseAttributes } from "../page/attributes.ts";
import { suggestion } from "../../syntax/nearest.ts";
import { report, scanOf } from "../page/scan.ts";
import type { Fault } from "../page/source.ts";
import { FOREIGN_PICTURE_ATTRIBUTES, PICTURE_ATTRIBUTES } from "../page/vocabulary.ts";
import { ownRule } from "./own_rule.ts";

/** What an `image` token carries. */
export interface ImageMeta extends Record<string, unknown> {
  attributes: Attributes;
  start: number;
  end: number;
}

/** What a `figure` token carries; its children are the caption. */
export interface FigureMeta extends Record<string, unknown> {
  id?: string;
  idAt?: number;
  source: string;
  alt: string;
  width: string | null;
  start: number;
  end: number;
}

/** Adds the rules to a parser. */
export function images(md: MarkdownIt): void {
  md.inline.ruler.push("image_attributes", attributes);
  md.core.ruler.after("inline", "figures", figures);
  const plain = ownRule(md.inline.ruler, "image");
  md.inline.ruler.at("image", (state, silent) => {
    const begin = state.pos;
    const done = plain(state, silent);
    const token = state.tokens.at(-1);
    if (done && !silent && token?.type === "image") {
      const scan = scanOf(state.env);
      const meta: ImageMeta = {
        attributes: noAttributes(),
        start: scan.at(begin),
        end: scan.at(state.pos),
      };
      token.meta = meta;
    }
    return done;
  });
}

function attributes(state: StateInline, silent: boolean): boolean {
  if (state.src.charAt(state.pos) !== "{" || state.pending !== "") return false;
  const token = state.tokens.at(-1);
  if (token?.type !== "image") return false;
  const match = /^\{([^{}]*)\}/.exec(state.src.slice(state.pos, state.posMax));
  const found = match && parseAttributes(match[1] ?? "");
  if (!match || !found) return false;
  if (!silent) {
    (token.meta as ImageMeta).attributes = found;
    const scan = scanOf(state.env);
    const start = scan.at(state.pos);
    for (const fault of attributeFaults(found)) {
      report(scan, fault, { start, end: start + match[0].length });
    }
  }
  state.pos += match[0].length;
  return true;
}

/** What there is to say of the braces behind a picture. */
function attributeFaults({ classes, values }: Attributes): Fault[] {
  const warning = (message: string, hint: string): Fault => ({
    code: "unknown-attribute",
    severity: "warning",
    message,
    hint,
  });
  const faults = [...classes.map((name) => `.${name}`), ...Object.keys(values)].flatMap((name) =>
    PICTURE_ATTRIBUTES.includes(name) ? [] : FOREIGN_PICTURE_ATTRIBUTES.has(name)
      ? [{
        ...warning(`"${name}" says nothing of a picture here`, "Leave it out"),
        severity: "note" as const,
      }]
      : [warning(
        `"${name}" says nothing of a picture here`,
        suggestion(name, PICTURE_ATTRIBUTES, "Known are"),
      )]
  );
  const { width } = values;
  if (width !== undefined && widthOf(values) === null) {
    faults.push(warning(`A picture cannot be "${width}" wide`, "Write width=60% or width=400"));
  }
  return faults;
}

const PIXELS: Readonly<Record<string, number>> = {
  in: 96,
  cm: 96 / 2.54,
  mm: 96 / 25.4,
  pt: 96 / 72,
};

/** The width of a picture, lengths on paper as pixels; null where none is said that can be had. */
export function widthOf(values: Readonly<Record<string, string>>): string | null {
  const { width } = values;
  if (width === undefined || /^\d+(px|%)?$/.test(width)) return width ?? null;
  const paper = /^(\d+(?:\.\d+)?)(in|cm|mm|pt)$/.exec(width);
  if (paper) return String(Math.round(Number(paper[1]) * PIXELS[paper[2]!]!));
  const part = /^(\d+(?:\.\d+)?)(%|px)$/.exec(width);
  return part ? `${Math.round(Number(part[1]))}${part[2]}` : null;
}

function figures(state: StateCore): void {
  const out: Token[] = [];
  for (let i = 0; i < state.tokens.length; i++) {
    const token = state.tokens[i];
    const inline = state.tokens[i + 1];
    const image = inline?.children?.[0];
    if (!token) continue;
    const alone = token.type === "paragraph_open" && !token.hidden &&
      inline?.children?.length === 1 &&
      image?.type === "image";
    const meta = image?.meta as ImageMeta | null | undefined;
    if (!alone || !image || !meta || (meta.attributes.id === null && image.content === "")) {
      out.push(token);
      continue;
    }
    const figure = new state.Token("figure", "figure", 0);
    figure.block = true;
    figure.map = token.map;
    figure.children = image.children;
    const { id, values } = meta.attributes;
    const at = state.src.indexOf(`#${id}`, meta.start);
    const found: FigureMeta = {
      ...(id === null ? {} : { id, idAt: at }),
      source: String(image.attrGet("src") ?? ""),
      alt: values["fig-alt"] ?? values["alt"] ?? image.content,
      width: widthOf(values),
      start: meta.start,
      end: meta.end,
    };
    figure.meta = found;
    out.push(figure);
    i += 2;
  }
  state.tokens = out;
}
