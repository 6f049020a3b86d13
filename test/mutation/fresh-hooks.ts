import type { InitializeHook, ResolveHook } from 'node:module';

let generation = new Int32Array(1);

/** Runs in the thread of the hooks, with the memory that the thread of the tests counts in. */
export const initialize: InitializeHook<Int32Array<ArrayBuffer>> = (shared) => {
  generation = shared;
};

/** Whether a module is of the compiled program or its tests. */
export const isOurs = (url: string): boolean => url.includes('/dist/') && !url.includes('/node_modules/');

/** Gives each generation names of its own for our modules; libraries stay as they are. */
export const resolve: ResolveHook = async (specifier, context, nextResolve) => {
  const resolved = await nextResolve(specifier, context);
  if (!isOurs(resolved.url)) return resolved;
  return { ...resolved, url: `${resolved.url}?generation=${Atomics.load(generation, 0)}` };
};
