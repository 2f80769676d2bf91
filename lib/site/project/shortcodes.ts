/**
 * Shortcodes of Quarto that stand for a text which the project or the page gives: `{{< var name >}}`
 * of `_variables.yml`, `{{< meta name >}}` of the page's front matter, the project's or the book's
 * settings. As Quarto does, they are replaced in the text, so that they work in links and in code.
 *
 * @module
 */
import { readYaml } from "../../weave/page/yaml_text.ts";
import type { BookFiles } from "../book/book_files.ts";

/** The files of variables and of settings, where a project has them. */
export const VARIABLES = "_variables.yml";

const TEXT = /(?<!\{)\{\{<\s*(var|meta)\s+([\w.:-]+)\s*>\}\}(?!\})/g;

/** Whether a page may hold such a shortcode. */
export function mayHoldTexts(text: string): boolean {
  return /\{\{<\s*(?:var|meta)\s/.test(text);
}

/**
 * A page with the texts in the place of their shortcodes, line by line; one that nothing has a text
 * for stands as it was, and so does every one in a block that runs.
 */
export function withTexts(files: BookFiles, text: string): string {
  const read = (name: string): unknown => readYaml(files.looseText(name)).value;
  const head = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/.exec(text);
  const own = head ? readYaml(head[1]!).value : null;
  const settings = ["_quarto.yml", "_quarto.yaml", "book.yml"].map(read);
  const variables = [read(VARIABLES)];
  const textFor = (kind: string, name: string): string | null => {
    if (kind === "var") return textAt(variables, name);
    return textAt([own, ...settings], name) ?? textAt(settings, name.replace(/^book\./, ""));
  };
  let fence = "";
  return text.split("\n").map((line) => {
    const mark = /^\s*(`{3,}|~{3,})(.*)$/.exec(line);
    if (mark && fence !== "") {
      if (mark[1]!.startsWith(fence) && mark[2]!.trim() === "") fence = "";
    } else if (mark && /^\s*(?:\{r\b|model\b|plot\b)/.test(mark[2]!)) fence = mark[1]!;
    if (fence !== "") return line;
    return line.replace(
      TEXT,
      (all, kind: string, name: string) => textFor(kind, name) ?? all,
    );
  }).join("\n");
}

/** The text at a path such as `contact.mail` in the first of several trees that has one. */
function textAt(trees: readonly unknown[], path: string): string | null {
  for (const tree of trees) {
    const found = path.split(".").reduce<unknown>(
      (at, key) =>
        typeof at === "object" && at !== null && Object.hasOwn(at, key)
          ? (at as Record<string, unknown>)[key]
          : undefined,
      tree,
    );
    const values: unknown[] = Array.isArray(found) ? found : [found];
    if (
      values.length > 0 && values.every((each) => /^(?:string|number|boolean)$/.test(typeof each))
    ) {
      return values.map(String).join(", ").replace(/\s*\n\s*/g, " ").trim();
    }
  }
  return null;
}
