import { readFileSync } from 'node:fs';
import { expect } from 'chai';

interface Locked {
  readonly packages: Readonly<
    Record<string, { readonly integrity?: string; readonly resolved?: string; readonly link?: boolean }>
  >;
}
interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

describe('What comes from others', () => {
  const { packages } = read('package-lock.json') as Locked;
  const named = Object.entries(packages).filter(([path]) => path !== '');

  it('is bound by its hash, from no address in particular [T56]', () => {
    expect(named.length).to.be.above(100);
    for (const [path, { integrity, resolved }] of named) {
      expect(integrity, path).to.match(/^sha512-/);
      expect(resolved, path).to.equal(undefined);
    }
  });

  it('is of exact versions, and runs no script when it is installed [T56]', () => {
    const { dependencies, devDependencies } = read('package.json') as Manifest;
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies }))
      expect(version, name).to.match(/^\d+\.\d+\.\d+/);
    expect(readFileSync('.npmrc', 'utf8')).to.include('ignore-scripts=true');
  });

  it('holds neither of the packages that are known to be broken for good [T29] [T55]', () => {
    const names = named.map(([path]) => path.split('node_modules/').at(-1));
    expect(names).to.not.include.members(['xlsx']);
    expect(names).to.not.include.members(['sm-crypto']);
  });
});
