/**
 * Quarto's `::: {#fig-x}` and `::: {#tbl-x}`: the picture or table in the box bears the label, and the
 * last paragraph is its caption.
 *
 * @module
 */
import type { MarkdownIt, StateCore, Token } from "markdown-it";
import type { ContainerMeta } from "../container.ts";

/** Adds the rule to a parser, before that of captions. */
export function labelledBoxes(md: MarkdownIt): void {
  md.core.ruler.before("inline", "labelled_boxes", transform);
}

const PICTURE = /^!\[([^\]]*)\]\(([^()\s]+)\)(?:\{([^{}]*)\})?$/;

function transform(state: StateCore): void {
  const { tokens } = state;
  for (let i = 0; i < tokens.length; i++) {
    const meta = tokens[i]!.type === "container_open" ? tokens[i]!.meta as ContainerMeta : null;
    const id = meta?.attributes.id ?? null;
    if (!meta || id === null || !/^(?:fig|tbl)-/.test(id)) continue;
    const close = closeOf(tokens, i);
    const caption = close < 0 ? null : lastParagraph(tokens, i, close);
    if (caption === null) continue;
    const done = id.startsWith("tbl-")
      ? labelTable(tokens, i, caption, id)
      : labelPicture(tokens, i, caption, id);
    if (done) meta.attributes = { ...meta.attributes, id: null };
  }
}

/** The token that closes a container. */
function closeOf(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let i = open; i < tokens.length; i++) {
    if (tokens[i]!.type === "container_open") depth++;
    if (tokens[i]!.type === "container_close" && --depth === 0) return i;
  }
  return -1;
}

/** Where the paragraph begins that a container ends with; null if it is all that there is. */
function lastParagraph(tokens: readonly Token[], open: number, close: number): number | null {
  const at = close - 3;
  return at > open + 1 && tokens[at]?.type === "paragraph_open" && !tokens[at]!.hidden ? at : null;
}

/** The paragraph becomes the caption of the one table. */
function labelTable(tokens: Token[], open: number, caption: number, id: string): boolean {
  const tables = tokens.slice(open, caption).filter(({ type }) => type === "table_open");
  const inline = tokens[caption + 1];
  if (tables.length !== 1 || tokens[caption - 1]?.type !== "table_close" || !inline) return false;
  inline.content = `: ${inline.content.replace(/^(?:Table)?:\s+/, "")} {#${id}}`;
  return true;
}

/** The paragraph becomes the words below the one picture, whose own are for those who do not see it. */
function labelPicture(tokens: Token[], open: number, caption: number, id: string): boolean {
  const inline = tokens[open + 2];
  const words = tokens[caption + 1];
  if (caption !== open + 4 || inline?.type !== "inline" || !words) return false;
  const picture = PICTURE.exec(inline.content.trim());
  if (!picture || /[\]"]/.test(words.content)) return false;
  const [, alt = "", path = "", more = ""] = picture;
  const own = more.replace(/#[\w:.-]+/, "").trim();
  const says = alt === "" || /fig-alt=/.test(own) ? "" : ` fig-alt="${alt.replaceAll('"', "'")}"`;
  inline.content = `![${words.content.replace(/\s*\n\s*/g, " ")}](${path}){#${id}${says}${
    own === "" ? "" : ` ${own}`
  }}`;
  tokens.splice(caption, 3);
  return true;
}
