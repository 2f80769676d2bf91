/**
 * The words of a page, for comparing pages as text.
 *
 * @module
 */

/** Takes out every element that begins with `start`, with what is in it. */
export function without(html: string, start: string): string {
  let out = html;
  for (let at = out.indexOf(start); at >= 0; at = out.indexOf(start, at)) {
    let depth = 0;
    let end = at;
    for (const tag of out.slice(at).matchAll(/<(\/?)span\b[^>]*>/g)) {
      depth += tag[1] === "/" ? -1 : 1;
      end = at + tag.index + tag[0].length;
      if (depth === 0) break;
    }
    out = out.slice(0, at) + out.slice(end);
  }
  return out;
}

const KEPT = "h\\d|p|li|tr|figcaption|summary|dt|aside|details|figure|pre";

/** What stands between `<article>` and its end: one block a line, mathematics as its LaTeX. */
export function pageText(html: string): string {
  const article = html.slice(html.indexOf("<article>"), html.indexOf("</article>"));
  return without(article, '<span class="katex-html"')
    .replace(
      /<math(?:(?!<\/math>)[\s\S])*?<annotation[^>]*>([\s\S]*?)<\/annotation>[\s\S]*?<\/math>/g,
      "⟦$1⟧",
    )
    // A note stands beside the text.
    .replace(/<div class="call(?![^"]*broken)[^>]*>/g, "<aside>")
    .replace(new RegExp(`<(${KEPT})\\b[^>]*>`, "g"), "\n<$1> ")
    .replace(/<\/t[dh]>/g, " | ")
    .replace(new RegExp(`<(?!(?:${KEPT})>)[^>]*>`, "g"), "")
    .replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&#39;/g, "'")
    .replace(/&amp;/g, "&").replace(/[ \t]+/g, " ").replace(/ ?\n\s*/g, "\n").trim() + "\n";
}
