import ipaddr from 'ipaddr.js';
import { bucket, type Rate } from './limits.ts';

/** Addresses that are remembered; beyond them the one that was silent for longest is forgotten. */
const mostAddresses = 20_000;

/** One token bucket for each address; false when that of this one is empty. */
export function perAddress(rate: Rate, most = mostAddresses, now?: () => number): (address: string) => boolean {
  const buckets = new Map<string, () => boolean>();
  return (address) => {
    const key = networkOf(address);
    const take = buckets.get(key) ?? bucket(rate, now);
    buckets.delete(key);
    buckets.set(key, take);
    if (buckets.size > most) {
      const [oldest] = buckets.keys();
      if (oldest !== undefined) buckets.delete(oldest);
    }
    return take();
  };
}

/** Whoever has one IPv6 address has the other 2⁶⁴ of its network. */
function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  return 'parts' in parsed ? parsed.parts.slice(0, 4).join(':') : parsed.toString();
}
