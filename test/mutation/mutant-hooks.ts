import type { LoadHook } from 'node:module';

/** Changes one compiled file as it is loaded, by what the environment says; the file itself stays as it is. */
export const load: LoadHook = async (url, context, nextLoad) => {
  const loaded = await nextLoad(url, context);
  const { MUTANT_FILE: file = '', MUTANT_FROM: from = '', MUTANT_TO: to = '' } = process.env;
  if (!url.endsWith(`/dist/${file}`)) return loaded;
  const { source: given = '' } = loaded;
  const source = typeof given === 'string' ? given : Buffer.from(given as Uint8Array).toString('utf8');
  if (source.split(from).length !== 2) throw new Error(`${file} does not hold once: ${from}`);
  return { ...loaded, source: source.replace(from, () => to) };
};
