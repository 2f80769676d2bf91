/**
 * Tables that are right where R's are not, from `expected/right_tables.txt`: a line `= NAME` begins
 * the table of that name, lines that begin with `# ` are remarks.
 *
 * @module
 */

/** The lines of each table. */
export function rightTables(): Map<string, string[]> {
  const text = Deno.readTextFileSync(new URL("expected/right_tables.txt", import.meta.url));
  const tables = new Map<string, string[]>();
  let lines: string[] = [];
  for (const line of text.split("\n")) {
    if (line.startsWith("# ")) continue;
    if (line.startsWith("= ")) tables.set(line.slice(2), lines = []);
    else lines.push(line);
  }
  for (const table of tables.values()) while (table.at(-1) === "") table.pop();
  return tables;
}
