/**
 * Expressions evaluated among the columns of a table, as in `filter(pigs, Trt == "A")`.
 *
 * @module
 */
import type { Table } from "../../data/table.ts";
import { Scope } from "./scope.ts";
import type { Value } from "./value.ts";
import { fromColumn } from "./vector.ts";

/** A scope in which the columns of a table have names; everything else is as outside. */
export class TableScope extends Scope {
  constructor(private readonly table: Table, outer: Scope) {
    super(outer);
  }

  override get(name: string): Value | undefined {
    const column = this.table.column(name);
    if (column) return fromColumn(column);
    return super.get(name);
  }

  override has(name: string): boolean {
    return this.table.column(name) !== undefined || super.has(name);
  }

  override allNames(): string[] {
    return [...new Set([...this.table.names, ...super.allNames()])];
  }

  override failed(name: string): boolean {
    return this.table.column(name) === undefined && super.failed(name);
  }
}
