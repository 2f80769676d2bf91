/**
 * What `data/NAME.yml` says of `data/NAME.csv`, and what of it does not fit the file.
 *
 * @module
 */
import { type Metadata, OWN_ENTRIES, readMetadata } from "../../data/metadata.ts";
import type { TableFacts, TableReader } from "../../data/readers/table_reader.ts";
import { type Diagnostic, DiagnosticError } from "../../diagnostic.ts";
import { suggestion } from "../../syntax/nearest.ts";
import { Source } from "../../weave/page/source.ts";
import { readYaml, type YamlText } from "../../weave/page/yaml_text.ts";

/** The entries that list columns. */
const LISTS = ["factors", "ordered", "numeric"] as const;

/** What of a description is right for a file, and what is not. */
export interface Fitting {
  metadata: Metadata;
  faults: Diagnostic[];
}

/** The description of one file; its faults stand in it and not where the file is read. */
export class DataDescription {
  readonly metadata: Metadata;
  /** What is wrong whatever the file holds. */
  readonly faults: Diagnostic[] = [];
  readonly #source: Source;
  readonly #yaml: YamlText;

  constructor(path: string, text: string) {
    this.#source = new Source(path, text);
    this.#yaml = readYaml(this.#source.text);
    for (const { message, hint, span } of this.#yaml.errors) {
      const fault = { code: "bad-yaml", message: `This is not YAML: ${message}`, hint };
      this.faults.push(this.#source.diagnostic(fault, span));
    }
    const read = readMetadata(this.#yaml.value);
    this.metadata = read.metadata;
    for (const { path: keys, diagnostic } of read.faults) {
      const onKey = /no entry|has no/.test(diagnostic.message);
      this.faults.push(this.#fault(keys, onKey, diagnostic));
    }
  }

  /** What of it goes with the reader of the file and with what the call says. */
  goingWith<Own extends object>(reader: TableReader<Own>, options: TableFacts & Own): Fitting {
    const metadata = { ...this.metadata };
    const faults: Diagnostic[] = [];
    for (const entry of OWN_ENTRIES) {
      if (metadata[entry] === undefined || reader.entries.includes(entry)) continue;
      delete metadata[entry];
      const message = `The file is ${reader.name}, for which ${entry} says nothing`;
      faults.push(this.#fault([entry], true, {
        code: "bad-metadata",
        message,
        hint: "Leave it out",
      }));
    }
    const { delimiter } = metadata;
    if (delimiter !== undefined && !("delimiter" in options) && reader.check) {
      try {
        reader.check({ ...options, delimiter });
      } catch (error) {
        if (!(error instanceof DiagnosticError)) throw error;
        delete metadata.delimiter;
        for (const fault of error.diagnostics) {
          faults.push(this.#fault(["delimiter"], false, fault));
        }
      }
    }
    return { metadata, faults };
  }

  /** What of `given` fits the columns of the file. */
  fitting(given: Metadata, names: readonly string[]): Fitting {
    const metadata = { ...given };
    const faults: Diagnostic[] = [];
    for (const key of LISTS) {
      const list = metadata[key];
      if (!list) continue;
      metadata[key] = list.filter((name, i) =>
        this.#isColumn(name, names, [key, i], false, faults)
      );
    }
    if (metadata.levels) {
      metadata.levels = Object.fromEntries(
        Object.entries(metadata.levels).filter(([name, levels]) =>
          this.#isColumn(name, names, ["levels", name], true, faults) &&
          this.#differ(name, levels, faults)
        ),
      );
    }
    return { metadata, faults };
  }

  #isColumn(
    name: string,
    names: readonly string[],
    path: (string | number)[],
    onKey: boolean,
    faults: Diagnostic[],
  ): boolean {
    if (names.includes(name)) return true;
    const shown = names.filter((each) => each !== "");
    const message = `The file has no column named ${name}`;
    const hint = suggestion(name, shown, "The columns are");
    faults.push(this.#fault(path, onKey, { code: "unknown-column", message, hint }));
    return false;
  }

  #differ(name: string, levels: readonly string[], faults: Diagnostic[]): boolean {
    const at = levels.findIndex((level, i) => levels.indexOf(level) < i);
    if (at < 0) return true;
    faults.push(this.#fault(["levels", name, at], false, {
      code: "duplicate-level",
      message: `The level ${levels[at]} is listed twice`,
      hint: "List each level once",
    }));
    return false;
  }

  #fault(
    path: readonly (string | number)[],
    onKey: boolean,
    { code, message, hint }: Pick<Diagnostic, "code" | "message"> & { hint?: string | undefined },
  ): Diagnostic {
    const span = this.#yaml.locate(path, onKey);
    return this.#source.diagnostic({ code, message, ...(hint ? { hint } : {}) }, span);
  }
}
