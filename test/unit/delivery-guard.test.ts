import type { LookupAddress } from 'node:dns';
import { Agent, request } from 'undici';
import { describe, expect, it } from 'vitest';
import { createGuard, refusal } from '../../src/delivery/guard.ts';
import { CodedError } from '../../src/protocol/codes.ts';

const guard = createGuard({ allow: ['receiver.internal:9000', '[::1]:9001'], connectTimeoutMs: 1_000 });

const refused = (address: string) => {
  try {
    guard.check(address);
    return null;
  } catch (error) {
    return error instanceof CodedError ? error.code : error;
  }
};

/** A resolver with set answers; each question takes the next one. */
const answers = (...lists: string[][]) => {
  const asked: string[] = [];
  const lookup = (name: string, _options: object, done: (error: null, addresses: LookupAddress[]) => void) => {
    asked.push(name);
    const list = lists[Math.min(asked.length, lists.length) - 1] ?? [];
    done(
      null,
      list.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
  return { asked, lookup };
};

describe('what may be called', () => {
  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '100.100.100.200',
    '127.0.0.1',
    '127.255.255.254',
    '168.63.129.16',
    '169.254.169.254',
    '172.16.0.1',
    '192.0.0.192',
    '192.168.1.1',
    '198.18.0.1',
    '203.0.113.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::127.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::7f00:1',
    '64:ff9b:1::1',
    '100::1',
    '2001:db8::1',
    '2002:7f00:1::1',
    '3fff::1',
    '4000::1',
    'fc00::1',
    'fd00:ec2::254',
    'fe80::1',
    'fe80::1%eth0',
    'fec0::1',
    'ff02::1',
  ])('[DLV-20] %s is refused', (address) => {
    expect(refusal(address)).toContain('not public');
  });

  it.each(['8.8.8.8', '114.114.114.114', '172.32.0.1', '2400:3200::1', '2606:4700::1111'])(
    '[DLV-20] %s is public',
    (address) => {
      expect(refusal(address)).toBeNull();
    },
  );

  it.each([
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://127.1/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://10.0.0.8/',
    'https://169.254.169.254/latest/meta-data',
    'http://①②⑦.⓪.⓪.①/',
    'ftp://example.com/',
    'file:///etc/passwd',
    'gopher://example.com/',
    'https://user@example.com/',
    'https://user:password@example.com/',
    'https://example.com:6379/',
    'http://example.com:22/',
    'not an address',
  ])('[DLV-21] %s is refused before anything is sent', (address) => {
    expect(refused(address)).toBe('address-refused');
  });

  it.each([
    'https://example.com/results?a=1',
    'http://example.com:8080/',
    'https://8.8.8.8/',
    'https://[2400:3200::1]/',
  ])('[DLV-21] %s may be tried', (address) => {
    expect(refused(address)).toBeNull();
  });
});

describe('the list of the operator', () => {
  it('[DLV-22] an allowed host and port is called whatever it is, another port of it is not', () => {
    expect(refused('http://receiver.internal:9000/')).toBeNull();
    expect(refused('http://RECEIVER.internal:9000/')).toBeNull();
    expect(refused('http://[0:0::1]:9001/')).toBeNull();
    expect(refused('http://receiver.internal:9001/')).toBe('address-refused');
    expect(refused('http://[::1]:9002/')).toBe('address-refused');
    expect(refused('http://receiver.internal.example.com:9000/')).toBe('address-refused');
  });

  it.each([
    'localhost',
    'localhost:',
    ':80',
    'http://localhost:80',
    'a/b:80',
    'me@host:80',
    'host:80:90',
    '::1:80',
    'host:70000',
  ])('[DLV-22] the entry "%s" is a fault of the configuration', (entry) => {
    expect(() => createGuard({ allow: [entry], connectTimeoutMs: 1 })).toThrow(
      expect.objectContaining({ code: 'bad-config' }),
    );
  });
});

describe('names', () => {
  const call = async (lists: string[][], name = 'http://portal.example/') => {
    const { asked, lookup } = answers(...lists);
    const guarded = createGuard({ allow: [], connectTimeoutMs: 500, lookup });
    guarded.check(name);
    const agent = new Agent({ connect: guarded.connect });
    const error = await request(name, { dispatcher: agent, headersTimeout: 500 }).catch((reason) => reason);
    await agent.destroy();
    return { asked, error };
  };

  it.each([['127.0.0.1'], ['::1'], ['10.0.0.1'], ['::ffff:10.0.0.1']])(
    '[DLV-23] a name that leads to %s is refused when the socket would be opened',
    async (address) => {
      const { asked, error } = await call([[address]]);
      expect(error).toMatchObject({ code: 'address-refused' });
      expect(asked).toEqual(['portal.example']);
    },
  );

  it('[DLV-23] one address that is not public refuses the name, wherever it stands', async () => {
    expect((await call([['8.8.8.8', '192.168.0.1']])).error).toMatchObject({ code: 'address-refused' });
  });

  it('[DLV-23] each connection asks anew: what a name meant earlier is worth nothing', async () => {
    const { asked, lookup } = answers(['10.0.0.1'], ['127.0.0.1']);
    const guarded = createGuard({ allow: [], connectTimeoutMs: 500, lookup });
    const agent = new Agent({ connect: guarded.connect });
    for (const address of ['10.0.0.1', '127.0.0.1'])
      await expect(request('http://portal.example/', { dispatcher: agent })).rejects.toMatchObject({
        detail: expect.stringContaining(address),
      });
    expect(asked).toHaveLength(2);
    await agent.destroy();
  });

  it('[DLV-23] a literal address is judged by the connector, too', async () => {
    const agent = new Agent({ connect: guard.connect });
    for (const address of ['http://127.0.0.1/', 'http://[::1]/', 'http://0x7f000001/'])
      await expect(request(address, { dispatcher: agent })).rejects.toMatchObject({ code: 'address-refused' });
    await agent.destroy();
  });

  it('[DLV-23] a name that leads nowhere is an error to try again, not a refusal', async () => {
    const { error } = await call([[]]);
    expect(error).toMatchObject({ code: 'ENOTFOUND' });
  });
});
