import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { BlockList, isIP, isIPv4, type LookupFunction } from 'node:net';
import { DomainError } from '../core/errors.js';

export interface DestinationSettings {
  /** Scheme, host and port of every server to which anything may be sent: `https://hooks.bank.example`. */
  readonly origins: readonly string[];
  /** Networks that are not public and may be sent to all the same: `10.20.0.0/16`, a line to a bank. */
  readonly privateNetworks: readonly string[];
}

/** Where webhooks may go. */
export interface Destinations {
  /** The address of a subscription. Fails: destination-not-allowed unless its origin is listed. */
  read(url: string): URL;
  /** Whether a connection may be made to an IP address. */
  mayConnect(address: string): boolean;
  /** Resolves a host for a connection, and gives only addresses to which one may be made: what was checked is what is connected to. */
  readonly lookup: LookupFunction;
}

type Resolver = (
  host: string,
  options: { readonly all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** Not on the public Internet (RFC 6890 and successors), and IPv6 that only dresses IPv4. */
const SPECIAL_V4 =
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4';
const GLOBAL_V6 = '2000::/3';
const SPECIAL_V6 = '2001::/23 2001:db8::/32 2002::/16 3fff::/20';

/** An address that a listed name must not lead to. */
export class PrivateAddressError extends Error {
  override readonly name = 'PrivateAddressError';
}

/** `resolve` is the system's own but in tests. Throws Error for a network that is none. */
export function createDestinations(
  { origins, privateNetworks }: DestinationSettings,
  resolve: Resolver = systemLookup,
): Destinations {
  const listed = new Set(origins.map((origin) => new URL(origin).origin));
  const allowed = networks(privateNetworks);
  const special = networks(`${SPECIAL_V4} ${SPECIAL_V6}`.split(' '));
  const globalV6 = networks([GLOBAL_V6]);

  const mayConnect = (address: string): boolean => {
    const plain = unmapped(address);
    const family = isIPv4(plain) ? 'ipv4' : 'ipv6';
    if (isIP(plain) === 0) return false;
    if (allowed.check(plain, family)) return true;
    if (special.check(plain, family)) return false;
    return family === 'ipv4' || globalV6.check(plain, family);
  };

  return {
    mayConnect,
    read(text) {
      const url = URL.canParse(text) ? new URL(text) : undefined;
      const plain = url && url.username === '' && url.password === '' && url.hash === '';
      if (!plain || !listed.has(url.origin))
        throw new DomainError('destination-not-allowed', { reason: 'not-listed' });
      const host = url.hostname.replaceAll(/^\[|\]$/g, '');
      if (isIP(host) !== 0 && !mayConnect(host))
        throw new DomainError('destination-not-allowed', { reason: 'private-address' });
      return url;
    },
    lookup(host, options, callback) {
      resolve(host, { all: true }, (error, addresses) => {
        const [first] = addresses ?? [];
        if (error || !first) return callback(error ?? new Error('no address'), '', 0);
        // One address that is not allowed spoils the name: it would be tried sooner or later.
        if (!addresses.every(({ address }) => mayConnect(address)))
          return callback(new PrivateAddressError(host), '', 0);
        return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
      });
    },
  };
}

/** `::ffff:10.0.0.1` is 10.0.0.1, however it is written. */
function unmapped(address: string): string {
  const [, dotted] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address) ?? [];
  return dotted ?? address;
}

function networks(texts: readonly string[]): BlockList {
  const list = new BlockList();
  for (const text of texts) {
    const [network = '', prefix] = text.split('/');
    if (isIP(network) === 0 || prefix === undefined || !/^\d{1,3}$/.test(prefix))
      throw new Error(`${text} is not a network such as 10.20.0.0/16`);
    list.addSubnet(network, Number(prefix), isIPv4(network) ? 'ipv4' : 'ipv6');
  }
  return list;
}
