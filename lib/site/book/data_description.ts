/**
 * What `data/NAME.yml` says of `data/NAME.csv`, and what of it does not fit the file.
 *
 * @module
 */
import { namesOf } from "../../data/column_names.ts";
import { dialectOf } from "../../data/delimited/dialect.ts";
import { type Metadata, readMetadata } from "../../data/metadata.ts";
import { parseHeader, type ParseTableOptions } from "../../data/parse_table.ts";
import { type Diagnostic, DiagnosticError } from "../../diagnostic.ts";
import { suggestion } from "../../syntax/nearest.ts";
import { Source } from "../../weave/page/source.ts";
import { readYaml, type YamlText } from "../../weave/page/yaml_text.ts";

/** The entries that list columns. */
const LISTS = ["factors", "ordered", "numeric"] as const;

/** The description of one file; its faults stand in it and not where the file is read. */
export class DataDescription {
  readonly metadata: Metadata;
  readonly #source: Source;
  readonly #yaml: YamlText;
  /** Faults by their place, so that a file that is read twice has them once. */
  readonly #told = new Set<number>();

  constructor(path: string, text: string, private readonly tell: (fault: Diagnostic) => void) {
    this.#source = new Source(path, text);
    this.#yaml = readYaml(this.#source.text);
    for (const { message, hint, span } of this.#yaml.errors) {
      const fault = { code: "bad-yaml", message: `This is not YAML: ${message}`, hint };
      tell(this.#source.diagnostic(fault, span));
    }
    const read = readMetadata(this.#yaml.value);
    this.metadata = read.metadata;
    for (const { path: keys, diagnostic } of read.faults) {
      const onKey = /no entry|has no/.test(diagnostic.message);
      this.#fault(keys, onKey, diagnostic);
    }
  }

  /** What fits the file; what does not is a fault here. */
  fitting(bytes: Uint8Array, options: ParseTableOptions): Metadata {
    const metadata = { ...this.metadata };
    if (!this.#canSplit(options)) delete metadata.delimiter;
    const { delimiter } = metadata;
    let header: string[];
    try {
      header = parseHeader(bytes, { ...(delimiter ? { delimiter } : {}), ...options });
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      // Reading the file itself finds the same.
      return metadata;
    }
    const names = [...new Set([...namesOf(header, options.naming ?? "distinct"), ...header])];
    for (const key of LISTS) {
      const list = metadata[key];
      if (!list) continue;
      metadata[key] = list.filter((name, i) => this.#isColumn(name, names, [key, i], false));
    }
    if (metadata.levels) {
      metadata.levels = Object.fromEntries(
        Object.entries(metadata.levels).filter(([name, levels]) =>
          this.#isColumn(name, names, ["levels", name], true) && this.#differ(name, levels)
        ),
      );
    }
    return metadata;
  }

  /** Whether the delimiter can be one beside what the call says. */
  #canSplit(options: ParseTableOptions): boolean {
    const { delimiter } = this.metadata;
    if (delimiter === undefined || options.delimiter !== undefined) return true;
    try {
      dialectOf({ ...options, delimiter });
      return true;
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      for (const fault of error.diagnostics) this.#fault(["delimiter"], false, fault);
      return false;
    }
  }

  #isColumn(
    name: string,
    names: readonly string[],
    path: (string | number)[],
    onKey: boolean,
  ): boolean {
    if (names.includes(name)) return true;
    const shown = names.filter((each) => each !== "");
    const message = `The file has no column named ${name}`;
    const hint = suggestion(name, shown, "The columns are");
    this.#fault(path, onKey, { code: "unknown-column", message, hint });
    return false;
  }

  #differ(name: string, levels: readonly string[]): boolean {
    const at = levels.findIndex((level, i) => levels.indexOf(level) < i);
    if (at < 0) return true;
    this.#fault(["levels", name, at], false, {
      code: "duplicate-level",
      message: `The level ${levels[at]} is listed twice`,
      hint: "List each level once",
    });
    return false;
  }

  #fault(
    path: readonly (string | number)[],
    onKey: boolean,
    { code, message, hint }: Pick<Diagnostic, "code" | "message"> & { hint?: string | undefined },
  ): void {
    const span = this.#yaml.locate(path, onKey);
    if (this.#told.has(span.start)) return;
    this.#told.add(span.start);
    this.tell(this.#source.diagnostic({ code, message, ...(hint ? { hint } : {}) }, span));
  }
}
