/**
 * One page as a project: its folder is as far up as the files lie that it names.
 *
 * @module
 */
import type { World } from "../../world.ts";
import type { BookFiles } from "../book/book_files.ts";
import { isMovingDate } from "../../weave/page/front_matter.ts";
import { headOf } from "./bookdown.ts";
import { namedPaths } from "./named_files.ts";
import { listOf, namesOf, type Project, said, Settings, textOf } from "./project.ts";

/** What a page by itself is called. */
export const ONE_PAGE = "one page";

/** How many folders above a page its files are looked for. */
const HIGHEST = 3;

/** The folder that holds a page and what it names, and the page in it. */
export function folderOf(world: World, path: string): { root: string; file: string } {
  const real = world.realPath(path);
  const text = world.readText(path);
  const steps = real.split("/");
  const folder = steps.slice(0, -1).join("/");
  let up = 0;
  for (const named of namedPaths(text)) {
    const climbs = /^(?:\.\.\/)*/.exec(named)![0].length / 3;
    if (climbs > 0) {
      if (climbs <= HIGHEST && world.facts(`${folder}/${named}`)?.isFile) up = Math.max(up, climbs);
      continue;
    }
    if (named.startsWith("/") || world.facts(`${folder}/${named}`)) continue;
    // here("data", "trial.csv") counts from the root of a project
    for (let above = 1; above <= HIGHEST && above < steps.length - 1; above++) {
      const root = steps.slice(0, -1 - above).join("/");
      if (!world.facts(`${root}/${named}`)?.isFile) continue;
      up = Math.max(up, above);
      break;
    }
  }
  const split = steps.length - 1 - up;
  return { root: steps.slice(0, split).join("/") || "/", file: steps.slice(split).join("/") };
}

/** A page by itself. */
export function readSinglePage(files: BookFiles, file: string): Project {
  const head = new Settings(file, headOf(files.looseText(file)));
  const { value } = head;
  const date = textOf(value["date"]);
  const folder = file.includes("/") ? `${file.slice(0, file.lastIndexOf("/"))}/` : "";
  return {
    kind: ONE_PAGE,
    file: "",
    settings: said({
      title: textOf(value["title"]),
      authors: namesOf(value["author"] ?? value["authors"]),
      date: isMovingDate(date) ? "" : date,
      language: textOf(value["lang"]),
      bibliography: listOf(value["bibliography"]).map(textOf).filter((name) => name !== "")
        .map((name) => files.has(`${folder}${name}`) ? `${folder}${name}` : name),
      "chapter-numbers": "none",
    }),
    chapters: [file],
    appendices: [],
    unlisted: [],
    unsaid: [],
    diagnostics: head.diagnostics,
    fault: (path, fault) => head.fault(path, fault),
  };
}
