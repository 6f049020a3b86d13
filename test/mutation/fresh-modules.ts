import { register } from 'node:module';

/*
 * A module is loaded once in a process. So that a change of what a module does while it is loaded could be tried without a process of its
 * own, every compiled file of ours is resolved to a name that has the number of the generation in it.
 */
const generation = new Int32Array(new SharedArrayBuffer(4));
let registered = false;

/** From now on whatever of the compiled code is imported is loaded anew. */
export function loadAnew(): void {
  if (!registered) register('./fresh-hooks.js', import.meta.url, { data: generation });
  registered = true;
  Atomics.add(generation, 0, 1);
}
