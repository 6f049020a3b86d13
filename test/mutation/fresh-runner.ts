import { createMochaTestRunner } from '@stryker-mutator/mocha-runner';
import { loadAnew } from './fresh-modules.js';

/*
 * A plugin of Stryker: mocha that can load the tests and the mutated code again in the same process. Stryker's own cannot, and starts a
 * process for each mutant in what is done while a module is loaded, which a table of states or a calendar is from end to end.
 */

type Injector = Parameters<typeof createMochaTestRunner>[0];
type MochaRunner = ReturnType<typeof createMochaTestRunner>;
type DryRun = Parameters<MochaRunner['dryRun']>[0];
type MutantRun = Parameters<MochaRunner['mutantRun']>[0];

/** Stryker's mocha runner, replaced by a new one with newly loaded modules whenever Stryker asks for it. */
export class FreshRunner {
  #runner: MochaRunner | undefined;
  readonly #create: () => MochaRunner;

  constructor(create: () => MochaRunner) {
    this.#create = create;
  }

  capabilities(): { reloadEnvironment: boolean } {
    return { reloadEnvironment: true };
  }

  async init(): Promise<void> {
    loadAnew();
    this.#runner = this.#create();
    await this.#runner.init();
  }

  async dryRun(options: DryRun): ReturnType<MochaRunner['dryRun']> {
    return await this.#current.dryRun(options);
  }

  async mutantRun(options: MutantRun): ReturnType<MochaRunner['mutantRun']> {
    if (options.reloadEnvironment) {
      await this.dispose();
      await this.init();
    }
    return await this.#current.mutantRun(options);
  }

  async dispose(): Promise<void> {
    await this.#runner?.dispose();
  }

  get #current(): MochaRunner {
    if (!this.#runner) throw new Error('Stryker runs a mutant before the runner is made');
    return this.#runner;
  }
}

const createFreshRunner = (injector: Injector): FreshRunner =>
  new FreshRunner(() => createMochaTestRunner(injector));
createFreshRunner.inject = ['$injector'] as const;

export const strykerPlugins = [{ kind: 'TestRunner', name: 'fresh', factory: createFreshRunner }];
