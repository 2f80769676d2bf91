/**
 * Things by their names.
 *
 * @module
 */

/** Things by name, in the order in which they come; names that are given twice are told apart. */
export class Apart<T> {
  /** Without a prototype: any name may come from data. */
  readonly given: Record<string, T> = Object.create(null);

  /** Takes one more, and gives the name that it has here. */
  add(name: string, thing: T): string {
    let own = name;
    for (let i = 2; own in this.given || own === "__proto__"; i++) own = `${name} (${i})`;
    this.given[own] = thing;
    return own;
  }
}

/** What a record of plain data has under a name of its own. */
export function ownOf<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
