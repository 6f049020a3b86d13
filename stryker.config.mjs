/**
 * Mutation testing of what is pure: the compiled core, its state tables and the rules of access, against the tests that run in seconds.
 * `npm run mutation -- --mutate 'dist/server/core/money.js'` tries one file.
 *
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  testRunner: 'mocha',
  plugins: ['@stryker-mutator/mocha-runner'],
  mochaOptions: {
    spec: ['dist/test/core/**/*.test.js', 'dist/test/server/auth/scope.test.js'],
    'no-config': true,
  },
  mutate: ['dist/server/core/**/*.js', 'dist/server/auth/{scope,permissions}.js'],
  // What is mutated is compiled already: a tsconfig.json would be read by a compiler of another age.
  ignorePatterns: ['tsconfig.json', 'data', 'coverage', 'docs/screenshots', 'dist/test/browser'],
  coverageAnalysis: 'perTest',
  concurrency: 1,
  reporters: ['clear-text', 'json'],
};
