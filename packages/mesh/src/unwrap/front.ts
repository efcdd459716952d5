/** Where charts may grow next, the cheapest first: a binary heap of faces, each with the chart that wants it. */
export class Front {
  private costs = new Float64Array(1024);
  private faces = new Int32Array(1024);
  private charts = new Int32Array(1024);
  private size = 0;

  /** What `take` has taken. */
  cost = 0;
  face = 0;
  chart = 0;

  add(cost: number, face: number, chart: number): void {
    if (this.size === this.costs.length) this.enlarge();
    let at = this.size++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.costs[parent] <= cost) break;
      this.move(parent, at);
      at = parent;
    }
    this.put(at, cost, face, chart);
  }

  /** Takes the cheapest off. @returns false when there is none */
  take(): boolean {
    if (this.size === 0) return false;
    this.cost = this.costs[0];
    this.face = this.faces[0];
    this.chart = this.charts[0];
    const last = --this.size;
    const cost = this.costs[last];
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= last) break;
      if (child + 1 < last && this.costs[child + 1] < this.costs[child]) child++;
      if (this.costs[child] >= cost) break;
      this.move(child, at);
      at = child;
    }
    this.put(at, cost, this.faces[last], this.charts[last]);
    return true;
  }

  private move(from: number, to: number): void {
    this.put(to, this.costs[from], this.faces[from], this.charts[from]);
  }

  private put(at: number, cost: number, face: number, chart: number): void {
    this.costs[at] = cost;
    this.faces[at] = face;
    this.charts[at] = chart;
  }

  private enlarge(): void {
    const twice = <A extends Float64Array | Int32Array>(old: A, made: A): A => {
      made.set(old);
      return made;
    };
    const length = this.size * 2;
    this.costs = twice(this.costs, new Float64Array(length));
    this.faces = twice(this.faces, new Int32Array(length));
    this.charts = twice(this.charts, new Int32Array(length));
  }
}
