/**
 * Which system a folder of chapters belongs to.
 *
 * @module
 */
import type { BookFiles } from "../book/book_files.ts";
import { readBookdown } from "./bookdown.ts";
import { type Listed, pagesBelow, type Project } from "./project.ts";
import { readQuarto, readSite } from "./quarto.ts";

/** The project of another system in a folder; null if it is none. */
export function readProject(files: BookFiles): Project | null {
  if (files.has("_bookdown.yml")) return readBookdown(files);
  const quarto = ["_quarto.yml", "_quarto.yaml"].find((name) => files.has(name));
  if (quarto !== undefined) return readQuarto(files, quarto);
  const site = ["_site.yml", "_site.yaml"].find((name) => files.has(name));
  return site === undefined ? null : readSite(files, site);
}

/** A folder of pages that no file says anything of: every page, its folders as parts. */
export function readFolder(files: BookFiles, skip = ""): Project {
  const pages = pagesBelow(files, "", { hidden: true, skip });
  const chapters: Listed[] = [];
  for (const page of pages) {
    const folder = page.split("/").slice(0, -1).join(" / ").replace(/[-_]+/g, " ").trim();
    const part = folder.charAt(0).toUpperCase() + folder.slice(1);
    const last = chapters.at(-1);
    if (part === "") chapters.push(page);
    else if (last && typeof last !== "string" && last.part === part) last.chapters.push(page);
    else chapters.push({ part, chapters: [page] });
  }
  return {
    kind: "a folder of pages",
    file: "",
    settings: { "chapter-numbers": "none" },
    chapters,
    appendices: [],
    unlisted: [],
    unsaid: [],
    diagnostics: [],
    fault: (_path, { code, message, severity = "error", hint }) => ({
      code,
      message,
      severity,
      ...(hint === undefined ? {} : { hint }),
    }),
  };
}
