/** Named ways the outside world misbehaves. Tests and the sandbox desk switch them on; nothing is random. */
export interface Fault {
  id: string;
  /** Host the fault applies to; undefined = every host. */
  host?: string;
  /** Upper-case HTTP method; undefined = any. */
  method?: string;
  /** Matched against the path and query. */
  path?: RegExp;
  /** Only calls to the services by the extension, not page loads of the Lever web app; default true. */
  effect:
    | { kind: 'latency'; ms: number }
    /** Answer this instead of calling the service. */
    | { kind: 'status'; status: number; body?: unknown; headers?: Record<string, string> }
    /** Cut the connection before the service sees the request. */
    | { kind: 'cut-before' }
    /** Let the service apply the request, then cut the connection. */
    | { kind: 'cut-after' }
    /** Let the service apply the request, then answer this. */
    | { kind: 'status-after'; status: number; body?: unknown }
    /** Never answer. */
    | { kind: 'hang' }
    /** Let the service apply the request, then never answer. */
    | { kind: 'hang-after' }
    /** Answer 200 with something that is not what was asked for. */
    | { kind: 'garbage'; body: string; type?: string };
  /** How many matching requests are hit; undefined = until cleared. */
  times?: number;
  /** Skip this many matching requests first. */
  skip?: number;
}

/** Switches of one kind that a simulator asks about itself, by name. */
export interface Faults {
  add(fault: Fault): void;
  clear(id?: string): void;
  list(): Fault[];
  /** The fault that hits this request, counted down; null = none. */
  hit(host: string, method: string, pathAndQuery: string): Fault | null;
  /** Named conditions inside simulators: `meet-pending=3`, `room-declines`, `google-refuses-silent-renewal`. */
  set(name: string, value: string | number | boolean): void;
  get(name: string): string | number | boolean | undefined;
}

export function createFaults(): Faults {
  const faults: Fault[] = [];
  const named = new Map<string, string | number | boolean>();
  const left = new Map<Fault, { skip: number; times: number }>();
  return {
    add(fault) {
      faults.push(fault);
      left.set(fault, { skip: fault.skip ?? 0, times: fault.times ?? Number.POSITIVE_INFINITY });
    },
    clear(id) {
      if (id === undefined) {
        faults.length = 0;
        named.clear();
        return;
      }
      for (let i = faults.length - 1; i >= 0; i--) if (faults[i]?.id === id) faults.splice(i, 1);
      named.delete(id);
    },
    list: () => [...faults],
    hit(host, method, pathAndQuery) {
      for (const fault of faults) {
        if (fault.host && fault.host !== host) continue;
        if (fault.method && fault.method !== method) continue;
        if (fault.path && !fault.path.test(pathAndQuery)) continue;
        const budget = left.get(fault);
        if (!budget || budget.times <= 0) continue;
        if (budget.skip > 0) {
          budget.skip--;
          continue;
        }
        budget.times--;
        return fault;
      }
      return null;
    },
    set: (name, value) => void named.set(name, value),
    get: (name) => named.get(name),
  };
}
