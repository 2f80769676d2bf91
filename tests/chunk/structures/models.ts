/** A model and the R of its script. */
export interface StructuredModel {
  source: string;
  r: string;
}

/** The models of `models.R`: the lines that make their data, and one model after another. */
export function structuredModels(): { head: string; models: StructuredModel[] } {
  const text = Deno.readTextFileSync(new URL("models.R", import.meta.url));
  const [head, ...models] = text.split("\n---\n").map((part) => part.trim());
  return {
    head: head!,
    models: models.map((model) => {
      const lines = model.split("\n");
      const of = (inR: boolean): string =>
        lines.filter((l) => l.startsWith("#> ") === inR).map((l) => inR ? l.slice(3) : l)
          .join("\n");
      return { source: of(false), r: of(true) };
    }),
  };
}
