/**
 * Mutation testing of the compiled code: what is changed, and which tests have to notice, is in test/mutation/groups.ts.
 *
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  testRunner: 'fresh',
  plugins: [
    '@stryker-mutator/mocha-runner',
    './dist/test/mutation/fresh-runner.js',
    './dist/test/mutation/ignore-wording.js',
  ],
  // Modules that are required pass no hook that could load them anew.
  testRunnerNodeArgs: ['--no-experimental-require-module'],
  // Generations of modules are never let go of by a process.
  maxTestRunnerReuse: 400,
  ignorers: ['wording'],
  mochaOptions: { 'no-config': true },
  // What is mutated is compiled already: a tsconfig.json would be read by a compiler of another age.
  ignorePatterns: ['tsconfig.json', 'data', 'coverage', 'docs/screenshots', 'dist/test/browser'],
  coverageAnalysis: 'perTest',
  concurrency: 1,
  allowEmpty: true,
  reporters: [],
};
