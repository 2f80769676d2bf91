/**
 * Works from BibTeX and CSL-JSON files. The only file that knows the BibTeX library.
 *
 * @module
 */
import type { Diagnostic } from "../../diagnostic.ts";
import { blankWork, type Person, type Work } from "../../weave/page/citation.ts";
import { Source } from "../../weave/page/source.ts";
import { refuseDoubled } from "./bibtex_size.ts";
import { plainNames, readPlainBibtex } from "./plain_bibtex.ts";

/** Reads one bibliography file; faults have their place. */
export async function readBibliography(
  file: string,
  text: string,
): Promise<{ works: Work[]; diagnostics: Diagnostic[] }> {
  const { works, diagnostics } = file.endsWith(".json")
    ? readCslJson(file, text)
    : await readBibtex(file, text);
  return { works: works.map(composed), diagnostics };
}

/** A letter and its accent as one sign, however the file had them: fonts and searches know that. */
function composed(work: Work): Work {
  return { ...JSON.parse(JSON.stringify(work).normalize("NFC")) as Work, key: work.key };
}

const WHOLE = /book$|thesis|report|manual|booklet|proceedings$|software|misc|online/i;

async function readBibtex(
  file: string,
  text: string,
): Promise<{ works: Work[]; diagnostics: Diagnostic[] }> {
  const source = new Source(file, text);
  const diagnostics: Diagnostic[] = [];
  const plainEntries = readPlainBibtex(source.text);
  const all = plainEntries
    ? plainEntries.map((entry) => bibtexWork(entry.key, entry.type, entry.fields, true))
    : await readWithLibrary(source, diagnostics);
  const works: Work[] = [];
  const seen = new Set<string>();
  for (const work of all) {
    if (!seen.has(work.key)) {
      seen.add(work.key);
      works.push(work);
      continue;
    }
    const start = Math.max(0, source.text.lastIndexOf(`{${work.key},`));
    diagnostics.push(source.diagnostic(
      { code: "duplicate-entry", message: `The bibliography has two entries "${work.key}"` },
      { start: start + 1, end: start + 1 + work.key.length },
    ));
  }
  return { works, diagnostics };
}

async function readWithLibrary(source: Source, diagnostics: Diagnostic[]): Promise<Work[]> {
  const doubled = refuseDoubled(source.text);
  if (doubled) {
    diagnostics.push(source.diagnostic(doubled.fault, doubled.span));
    return [];
  }
  const { parse } = await import("@retorquere/bibtex-parser");
  const text = held(source.text);
  const library = parse(text, { sentenceCase: false, verbatimFields: ["doi", "url"] });
  for (const error of library.errors) {
    const start = Math.max(0, text.indexOf(String(error.input ?? "").slice(0, 40)));
    diagnostics.push(source.diagnostic({
      code: "bad-bibliography",
      severity: "warning",
      message: `An entry of the bibliography cannot be read: ${reasonOf(String(error.error))}`,
      hint: "Look for a brace or comma that is missing in it or above it",
    }, { start, end: start + 1 }));
  }
  return library.entries.map((entry) => bibtexWork(entry.key, entry.type, entry.fields, false));
}

function reasonOf(error: string): string {
  const [line = ""] = error.split("\n");
  return /call stack/i.test(line) ? "its braces are nested too deeply" : line;
}

/**
 * Signs that LaTeX takes for a comment and for other signs, and that stand in bibliographies for
 * themselves (`p < 0.05`, `100%`): the parser is given others in their place, which come back later.
 */
const HELD: Readonly<Record<string, string>> = { "%": "\ue000", "<": "\ue001", ">": "\ue002" };

function held(text: string): string {
  return text.replace(/(?<=[\w)])%|[<>]/g, (sign) => HELD[sign] ?? sign);
}

function released(text: string): string {
  return text.replace(/[\ue000-\ue002]/g, (sign) => "%<>".charAt(sign.charCodeAt(0) - 0xe000));
}

/** A work from the fields of an entry; `isPlain` if they were read without the library. */
function bibtexWork(key: string, type: string, given: object, isPlain: boolean): Work {
  const fields = given as Record<string, unknown>;
  const field = (...names: string[]): string => {
    for (const name of names) {
      const value = fields[name];
      if (value === undefined) continue;
      const text = Array.isArray(value) ? value.join(" and ") : String(value);
      return isPlain ? tidy(text) : plain(text);
    }
    return "";
  };
  return {
    ...blankWork(key),
    authors: people(fields["author"]),
    editors: people(fields["editor"]),
    year: field("year") || field("date").slice(0, 4),
    title: field("title"),
    container: field("journal", "journaltitle", "booktitle"),
    volume: field("volume"),
    issue: field("number", "issue"),
    pages: field("pages"),
    publisher: field("publisher", "institution", "school", "organization"),
    edition: field("edition"),
    doi: field("doi"),
    url: field("url"),
    whole: WHOLE.test(type) && field("journal", "booktitle") === "",
  };
}

/** The parser leaves a little markup (`<i>`, `<span class="nocase">`) in its fields. */
function plain(text: string): string {
  return released(tidy(text.replace(/<[^>]*>/g, "")));
}

function tidy(text: string): string {
  return text.replace(/---/g, "—").replace(/--/g, "–").replace(/[{}]/g, "").replace(/\s+/g, " ")
    .trim();
}

function people(value: unknown): Person[] {
  if (typeof value === "string") return plainNames(value);
  if (!Array.isArray(value)) return [];
  return value.map((each: unknown) => {
    const person = each as {
      lastName?: string;
      firstName?: string;
      name?: string;
      prefix?: string;
    };
    const family = [person.prefix, person.lastName ?? person.name ?? ""].filter((part) => part)
      .join(" ");
    return { family: plain(family), given: plain(person.firstName ?? "") };
  }).filter((person) => person.family !== "");
}

function readCslJson(file: string, text: string): { works: Work[]; diagnostics: Diagnostic[] } {
  const source = new Source(file, text);
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    const at = Number(/position (\d+)/.exec(String(error))?.[1] ?? 0);
    const diagnostic = source.diagnostic({
      code: "bad-bibliography",
      message: "The bibliography is not JSON",
      hint: "Export it anew as CSL-JSON, or as BibTeX (.bib)",
    }, { start: at, end: at + 1 });
    return { works: [], diagnostics: [diagnostic] };
  }
  const items = (Array.isArray(data) ? data : []) as Record<string, unknown>[];
  return { works: items.map(cslWork), diagnostics: [] };
}

function cslWork(item: Record<string, unknown>): Work {
  const field = (name: string): string => {
    const value = item[name];
    return typeof value === "string" || typeof value === "number" ? plain(String(value)) : "";
  };
  const issued = item["issued"] as
    | { "date-parts"?: (string | number)[][]; raw?: string }
    | undefined;
  const names = (value: unknown): Person[] =>
    (Array.isArray(value) ? value : []).map((each: unknown) => {
      const name = each as { family?: string; given?: string; literal?: string };
      return { family: name.family ?? name.literal ?? "", given: name.given ?? "" };
    });
  return {
    ...blankWork(String(item["id"] ?? "")),
    authors: names(item["author"]),
    editors: names(item["editor"]),
    year: String(issued?.["date-parts"]?.[0]?.[0] ?? issued?.raw ?? "").slice(0, 4),
    title: field("title"),
    container: field("container-title"),
    volume: field("volume"),
    issue: field("issue"),
    pages: field("page"),
    publisher: field("publisher"),
    edition: field("edition"),
    doi: field("DOI"),
    url: field("URL"),
    whole: /book|thesis|report|software/.test(field("type")) && field("container-title") === "",
  };
}
