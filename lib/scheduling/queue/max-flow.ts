/** Maximum flow with whole capacities (Dinic 1970): shortest augmenting paths, layer by layer. */
export class MaxFlow {
  private readonly edgesOf: number[][] = [];
  private readonly to: number[] = [];
  private readonly left: number[] = [];

  node(): number {
    return this.edgesOf.push([]) - 1;
  }

  /** Edges come in pairs: an even one and, behind it, its way back. */
  edge(from: number, to: number, capacity: number): void {
    this.edgesOf[from]!.push(this.to.push(to) - 1);
    this.left.push(capacity);
    this.edgesOf[to]!.push(this.to.push(from) - 1);
    this.left.push(0);
  }

  most(source: number, sink: number): number {
    let total = 0;
    for (;;) {
      const layer = this.layers(source);
      if (layer[sink] === -1) return total;
      const next = this.edgesOf.map(() => 0);
      for (;;) {
        const sent = this.send(source, sink, Number.MAX_SAFE_INTEGER, layer, next);
        if (sent === 0) break;
        total += sent;
      }
    }
  }

  private layers(source: number): number[] {
    const layer = this.edgesOf.map(() => -1);
    layer[source] = 0;
    const queue = [source];
    for (const node of queue)
      for (const edge of this.edgesOf[node]!) {
        const to = this.to[edge]!;
        if (this.left[edge]! === 0 || layer[to] !== -1) continue;
        layer[to] = layer[node]! + 1;
        queue.push(to);
      }
    return layer;
  }

  private send(node: number, sink: number, most: number, layer: number[], next: number[]): number {
    if (node === sink) return most;
    const edges = this.edgesOf[node]!;
    for (; next[node]! < edges.length; next[node]!++) {
      const edge = edges[next[node]!]!;
      const to = this.to[edge]!;
      if (this.left[edge]! === 0 || layer[to] !== layer[node]! + 1) continue;
      const sent = this.send(to, sink, Math.min(most, this.left[edge]!), layer, next);
      if (sent === 0) continue;
      this.left[edge]! -= sent;
      this.left[edge ^ 1]! += sent;
      return sent;
    }
    return 0;
  }
}
