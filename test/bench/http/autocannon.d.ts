/** The part of autocannon that is used here; it brings no types. */
declare module 'autocannon' {
  interface OneRequest {
    method?: 'GET' | 'POST';
    path?: string;
    body?: string;
    headers?: Record<string, string>;
  }
  interface LoadOptions {
    readonly url: string;
    readonly connections: number;
    readonly duration: number;
    readonly headers: Record<string, string>;
    readonly requests: readonly { readonly setupRequest: (request: OneRequest) => OneRequest }[];
  }
  interface LoadResult {
    /** Seconds. */
    readonly duration: number;
    readonly requests: { readonly total: number };
    readonly errors: number;
    readonly non2xx: number;
    readonly statusCodeStats: Readonly<Record<string, { readonly count: number }>>;
  }
  function autocannon(options: LoadOptions): Promise<LoadResult>;
  export = autocannon;
}
