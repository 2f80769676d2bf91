/**
 * A fill-reducing order of elimination: minimum degree on the quotient graph.
 *
 * Eliminated nodes become elements, and a node's neighbours are those it still has of its own and the
 * members of its elements, so that fill is never stored. Degrees are the upper bounds of P. R.
 * Amestoy, T. A. Davis and I. S. Duff (1996), SIAM J. Matrix Anal. Appl. 17, 886–905, in columns.
 *
 * @module
 */

/** An undirected graph: neighbours of i are `neighbours[start[i] … start[i+1]-1]`, without i. */
export interface Graph {
  start: Int32Array;
  neighbours: Int32Array;
  /** Columns of each node. */
  width: Int32Array;
}

/** Doubly linked lists of nodes by degree. */
class DegreeLists {
  private readonly head: Int32Array;
  private readonly next: Int32Array;
  private readonly previous: Int32Array;
  private lowest = 0;

  constructor(nodes: number, largest: number) {
    this.head = new Int32Array(largest + 1).fill(-1);
    this.next = new Int32Array(nodes).fill(-1);
    this.previous = new Int32Array(nodes).fill(-1);
  }

  insert(i: number, degree: number): void {
    const first = this.head[degree]!;
    this.next[i] = first;
    this.previous[i] = -1;
    if (first >= 0) this.previous[first] = i;
    this.head[degree] = i;
    if (degree < this.lowest) this.lowest = degree;
  }

  remove(i: number, degree: number): void {
    const { next, previous } = this;
    if (previous[i]! >= 0) next[previous[i]!] = next[i]!;
    else this.head[degree] = next[i]!;
    if (next[i]! >= 0) previous[next[i]!] = previous[i]!;
  }

  /** A node of least degree. */
  first(): number {
    while (this.head[this.lowest]! < 0) this.lowest++;
    return this.head[this.lowest]!;
  }
}

/** Nodes in an order that keeps fill low. */
export function minimumDegreeOrder({ start, neighbours, width }: Graph): Int32Array {
  const nodes = width.length;
  const total = width.reduce((a, b) => a + b, 0);
  const own = Array.from({ length: nodes }, (_, i) => neighbours.slice(start[i]!, start[i + 1]!));
  const elements: Int32Array[] = Array.from({ length: nodes }, () => new Int32Array(0));
  const members: (Int32Array | null)[] = new Array<Int32Array | null>(nodes).fill(null);
  const size = new Int32Array(nodes); // columns of an element's members
  const done = new Uint8Array(nodes);
  const degree = Int32Array.from(own, (list) => list.reduce((sum, j) => sum + width[j]!, 0));
  const lists = new DegreeLists(nodes, total);
  const order = new Int32Array(nodes);
  const hub = Math.max(16, 10 * Math.sqrt(nodes)); // nodes with more neighbours come last
  const hubs: number[] = [];
  for (let i = nodes - 1; i >= 0; i--) {
    if (own[i]!.length > hub) {
      hubs.push(i);
      done[i] = 1;
    } else lists.insert(i, degree[i]!);
  }
  for (let h = hubs.length - 1, k = nodes - hubs.length; h >= 0; h--, k++) order[k] = hubs[h]!;
  const inside = new Int32Array(nodes).fill(-1); // stamp: member of the pivot's element
  const seen = new Int32Array(nodes).fill(-1); // stamp: |L_e \ L_p| is known in `outside`
  const outside = new Int32Array(nodes);
  let left = hubs.reduce((sum, i) => sum - width[i]!, total);
  for (let k = 0; k < nodes - hubs.length; k++) {
    const p = lists.first();
    if (degree[p]! >= left - width[p]!) { // everything left meets everything
      for (let i = 0; i < nodes; i++) if (done[i] === 0) order[k++] = i;
      break;
    }
    lists.remove(p, degree[p]!);
    order[k] = p;
    done[p] = 1;
    left -= width[p]!;
    const found: number[] = [];
    let weight = 0;
    inside[p] = k;
    const add = (i: number): void => {
      if (done[i] === 1 || inside[i] === k) return;
      inside[i] = k;
      found.push(i);
      weight += width[i]!;
    };
    own[p]!.forEach(add);
    for (const e of elements[p]!) {
      members[e]!.forEach(add);
      members[e] = null; // absorbed
    }
    const element = members[p] = Int32Array.from(found);
    size[p] = weight;
    for (const i of element) {
      for (const e of elements[i]!) {
        if (members[e] === null) continue;
        if (seen[e] !== k) {
          seen[e] = k;
          outside[e] = size[e]!; // a living element has no eliminated member
        }
        outside[e]! -= width[i]!;
      }
    }
    for (const i of element) {
      own[i] = own[i]!.filter((j) => done[j] === 0 && inside[j] !== k);
      const kept = elements[i]!.filter((e) => members[e] !== null && outside[e]! > 0);
      let bound = weight - width[i]!;
      for (const j of own[i]!) bound += width[j]!;
      for (const e of kept) bound += outside[e]!;
      const next = new Int32Array(kept.length + 1);
      next.set(kept);
      next[kept.length] = p;
      elements[i] = next;
      lists.remove(i, degree[i]!);
      degree[i] = Math.min(left - width[i]!, degree[i]! + weight - width[i]!, bound);
      lists.insert(i, degree[i]!);
    }
  }
  return order;
}
