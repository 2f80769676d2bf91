/**
 * Where every block of the elimination lives in one flat store.
 *
 * A node is one level of one grouping factor. Nodes with sparse connections are held as row panels
 * [ own columns | columns of later nodes that it meets | X y ]; where the rest of the graph has
 * filled up, the remaining nodes form one dense tail with the same layout: [ all columns of the tail |
 * X y ]. The cross-products of [X y] come last. Of what is symmetric only the upper triangle is held.
 *
 * @module
 */
import { type Filled, IntList, type NodeOrder } from "./fill.ts";

/** The layout of a store. Positions count nodes in the order of elimination. */
export class EliminationPattern {
  readonly nodes: number;
  /** Nodes before this position have panels; the others are in the tail. */
  readonly sparse: number;
  readonly group: Int32Array;
  readonly level: Int32Array;
  /** Columns of the node. */
  readonly width: Int32Array;
  /** `positions[group][level]`. */
  readonly positions: readonly Int32Array[];
  /** First column of the node when all columns of Z are counted in the order of elimination. */
  readonly firstColumn: Int32Array;
  /** Columns of Z. */
  readonly q: number;
  /** Columns of [X y]. */
  readonly fixedWidth: number;
  /** Columns of Z in the tail, and the first of them. */
  readonly tailWidth: number;
  readonly tailColumn: number;
  readonly tailOffset: number;
  readonly fixedOffset: number;
  /** Length of the store. */
  readonly length: number;
  /** Columns of the later nodes that a sparse node meets, its outer columns: how many there are. */
  readonly outerWidth: Int32Array;
  /** For outer column j of node v, at `outerStart[v] + j`: which column of Z it is, … */
  readonly outerStart: Int32Array;
  readonly outerColumn: Int32Array;
  /** … where the row begins that an elimination updates for it, … */
  readonly rowAddress: Int32Array;
  /** … where the [X y] part of that row begins, … */
  readonly fixedAddress: Int32Array;
  /** … and the base in `map` such that outer column f goes to `rowAddress + map[base + f]`. */
  readonly mapBase: Int32Array;
  readonly map: Int32Array;
  /** Start of the node's panel and the length of its rows (sparse nodes). */
  private readonly panelOffset: Int32Array;
  private readonly panelLength: Int32Array;
  private readonly neighbourStart: Int32Array;
  private readonly neighbourList: Int32Array;

  constructor(order: NodeOrder, filled: Filled, fixedWidth: number) {
    const { nodes, group, level, width, positions, firstColumn } = order;
    const { sparse } = filled;
    this.nodes = nodes;
    this.group = group;
    this.level = level;
    this.width = width;
    this.positions = positions;
    this.firstColumn = firstColumn;
    this.sparse = sparse;
    this.fixedWidth = fixedWidth;
    this.neighbourStart = filled.neighbourStart;
    this.neighbourList = filled.neighbours;
    this.q = firstColumn[nodes]!;
    this.tailColumn = firstColumn[sparse]!;
    this.tailWidth = this.q - this.tailColumn;
    this.outerWidth = new Int32Array(sparse);
    this.outerStart = new Int32Array(sparse + 1);
    this.panelOffset = new Int32Array(sparse);
    this.panelLength = new Int32Array(sparse);
    let length = 0;
    for (let v = 0; v < sparse; v++) {
      let outer = 0;
      for (const u of this.neighbours(v)) outer += width[u]!;
      this.outerWidth[v] = outer;
      this.outerStart[v + 1] = this.outerStart[v]! + outer;
      this.panelOffset[v] = length;
      this.panelLength[v] = width[v]! + outer + fixedWidth;
      length += width[v]! * this.panelLength[v]!;
    }
    this.tailOffset = length;
    this.fixedOffset = length + this.tailWidth * (this.tailWidth + fixedWidth);
    this.length = this.fixedOffset + fixedWidth * fixedWidth;
    const total = this.outerStart[sparse]!;
    this.outerColumn = new Int32Array(total);
    this.rowAddress = new Int32Array(total);
    this.fixedAddress = new Int32Array(total);
    this.mapBase = new Int32Array(total);
    this.map = this.mapColumns();
  }

  /** Later nodes that a sparse node meets, in the order of their columns in its panel. */
  neighbours(node: number): Int32Array {
    return this.neighbourList.subarray(
      this.neighbourStart[node]!,
      this.neighbourStart[node + 1]!,
    );
  }

  /** Length of the rows of a node. */
  rowLength(node: number): number {
    return node < this.sparse ? this.panelLength[node]! : this.tailWidth + this.fixedWidth;
  }

  /** Where row i of a node begins: with its own columns, or with the tail's. */
  rowOf(node: number, i = 0): number {
    return node < this.sparse
      ? this.panelOffset[node]! + i * this.panelLength[node]!
      : this.tailRow(this.firstColumn[node]! - this.tailColumn + i);
  }

  /** Where the outer columns of row i of a sparse node begin. */
  outerOf(node: number, i = 0): number {
    return this.panelOffset[node]! + i * this.panelLength[node]! + this.width[node]!;
  }

  /** Where the [X y] part of row i of a node begins. */
  fixedOf(node: number, i = 0): number {
    return this.rowOf(node, i) + this.rowLength(node) - this.fixedWidth;
  }

  /** Where row i of the tail begins. */
  tailRow(i: number): number {
    return this.tailOffset + i * (this.tailWidth + this.fixedWidth);
  }

  /** Where the [X y] part of row i of the tail begins. */
  tailFixed(i: number): number {
    return this.tailRow(i) + this.tailWidth;
  }

  /** Where row i of the cross-products of [X y] begins. */
  fixedRow(i: number): number {
    return this.fixedOffset + i * this.fixedWidth;
  }

  /** Column of Z at which a level of a group begins. */
  columnOfLevel(group: number, level: number): number {
    return this.firstColumn[this.positions[group]![level]!]!;
  }

  /** Where the columns of node `other`, which is not before `node` and meets it, begin in its rows. */
  columnOf(node: number, other: number): number {
    if (node >= this.sparse) return this.firstColumn[other]! - this.tailColumn;
    if (other === node) return 0;
    let at = this.width[node]!;
    for (const u of this.neighbours(node)) {
      if (u === other) return at;
      at += this.width[u]!;
    }
    throw new RangeError(`node ${node} does not meet node ${other}`);
  }

  /** Writes `columnOf` for a node and all that it meets into an array of the length of `nodes`. */
  writeColumns(node: number, columns: Int32Array): void {
    if (node >= this.sparse) {
      for (let u = node; u < this.nodes; u++) columns[u] = this.firstColumn[u]! - this.tailColumn;
      return;
    }
    const { neighbourStart, neighbourList, width } = this;
    columns[node] = 0;
    let at = width[node]!;
    for (let i = neighbourStart[node]!; i < neighbourStart[node + 1]!; i++) {
      const u = neighbourList[i]!;
      columns[u] = at;
      at += width[u]!;
    }
  }

  /** For each outer column of each panel: the row that it updates, and where columns are in it. */
  private mapColumns(): Int32Array {
    const { sparse, width, firstColumn, outerStart } = this;
    const map = new IntList();
    const columns = new Int32Array(this.nodes);
    for (let v = 0; v < sparse; v++) {
      const neighbours = this.neighbours(v);
      let at = outerStart[v]!;
      let tailBase = NaN;
      for (let i = 0; i < neighbours.length; i++) {
        const u = neighbours[i]!;
        const inTail = u >= sparse;
        let base = tailBase;
        if (!inTail || Number.isNaN(tailBase)) {
          base = map.length - (at - outerStart[v]!);
          if (inTail) tailBase = base;
          else this.writeColumns(u, columns);
          for (let k = i; k < neighbours.length; k++) {
            const other = neighbours[k]!;
            const first = inTail ? firstColumn[other]! - this.tailColumn : columns[other]!;
            for (let b = 0; b < width[other]!; b++) map.push(first + b);
          }
        }
        const length = this.rowLength(u);
        let row = this.rowOf(u);
        for (let b = 0; b < width[u]!; b++, at++, row += length) {
          this.outerColumn[at] = firstColumn[u]! + b;
          this.rowAddress[at] = row;
          this.fixedAddress[at] = row + length - this.fixedWidth;
          this.mapBase[at] = base;
        }
      }
    }
    return map.trimmed();
  }
}
