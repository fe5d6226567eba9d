import { describe, expect, test } from 'vitest';
import { readSettings, settingsHelp } from '../../src/config/env.ts';
import { CodedError } from '../../src/protocol/codes.ts';

const key = `whsec_${'q'.repeat(32)}`;
const secret = 'a secret of thirty-two characters';

function refusal(env: Record<string, string>): string {
  try {
    readSettings(env);
  } catch (error) {
    expect(error).toBeInstanceOf(CodedError);
    expect(error).toMatchObject({ code: 'bad-config' });
    return (error as CodedError).detail ?? '';
  }
  return expect.unreachable('the settings were taken');
}

describe('settings', () => {
  test('[CFG-16] an empty environment is enough, and listens on this machine only', () => {
    const settings = readSettings({});
    expect(settings).toMatchObject({ host: '127.0.0.1', port: 8080, metricsPort: 9464, fsync: 'always' });
    expect(settings).toMatchObject({ checkpointEvery: 10_000, journalKeep: 7 * 86_400_000, allowedOrigins: [] });
    expect(settings).not.toHaveProperty('redisUrl');
  });

  test('[CFG-16] an empty variable is one that is not set', () => {
    expect(readSettings({ YUNTING_PORT: '', REDIS_URL: ' ', YUNTING_WEBHOOK_SECRETS: '' })).toEqual(readSettings({}));
  });

  test('[CFG-16] what is written is read', () => {
    const settings = readSettings({
      YUNTING_HOST: '0.0.0.0',
      YUNTING_PORT: '0',
      YUNTING_METRICS_PORT: '0',
      YUNTING_TOKEN_SECRET: secret,
      YUNTING_ALLOWED_ORIGINS: 'https://tax.example.cn, https://wall.example.cn:8443',
      YUNTING_WEBHOOK_SECRETS: `etax=${key},vtax=${key}==`,
      YUNTING_CALLBACK_ALLOW: '10.0.0.7:8080, [::1]:9',
      YUNTING_JOURNAL_KEEP: '36h',
      REDIS_URL: 'rediss://redis.example.cn:6380/2',
    });
    expect(settings).toMatchObject({ host: '0.0.0.0', port: 0, metricsPort: 0, tokenSecret: secret });
    expect(settings.allowedOrigins).toEqual(['https://tax.example.cn', 'https://wall.example.cn:8443']);
    expect([...settings.webhookSecrets]).toEqual([
      ['etax', key],
      ['vtax', `${key}==`],
    ]);
    expect(settings.callbackAllow).toEqual(['10.0.0.7:8080', '[::1]:9']);
    expect(settings.journalKeep).toBe(36 * 3_600_000);
    expect(settings.redisUrl).toBe('rediss://redis.example.cn:6380/2');
  });

  test.each(['0.0.0.0', '::', '192.168.1.5', 'tax.example.cn', '::ffff:10.0.0.1'])(
    '[CFG-17] without keys for tokens it does not listen on %s',
    (host) => {
      expect(refusal({ YUNTING_HOST: host })).toMatch(/^YUNTING_HOST: set YUNTING_JWKS_URL or YUNTING_TOKEN_SECRET/);
      expect(readSettings({ YUNTING_HOST: host, YUNTING_JWKS_URL: 'https://sso.example.cn/jwks' }).host).toBe(host);
      expect(readSettings({ YUNTING_HOST: host, YUNTING_TOKEN_SECRET: secret }).host).toBe(host);
    },
  );

  test.each(['127.0.0.1', '127.9.9.9', '::1', 'localhost', '::ffff:127.0.0.1'])(
    '[CFG-17] without keys for tokens it listens on %s',
    (host) => expect(readSettings({ YUNTING_HOST: host }).host).toBe(host),
  );

  test.each([
    ['YUNTING_PORT', '70000', 'expected a port: a number from 0 to 65535'],
    ['YUNTING_PORT', 'http', 'expected a port: a number from 0 to 65535'],
    ['YUNTING_METRICS_PORT', '8080', 'expected another port than YUNTING_PORT'],
    ['YUNTING_FSYNC', 'never', 'expected one of always, everysec'],
    ['YUNTING_LOG_LEVEL', 'loud', 'expected one of trace, debug, info, warn, error, fatal, silent'],
    ['YUNTING_CHECKPOINT_EVERY', '0s', 'expected a duration longer than 0s'],
    ['YUNTING_JOURNAL_KEEP', '7 days', 'expected a duration such as 20s, 5m, 2h or 3d'],
    ['REDIS_URL', 'localhost:6379', 'expected an address such as redis://host:6379'],
    ['YUNTING_JWKS_URL', 'ftp://host/keys', 'expected an address such as https://host/jwks.json'],
    ['YUNTING_TOKEN_SECRET', 'hunter2', 'expected at least 32 characters'],
  ])('[CFG-18] %s=%s is refused with what is expected', (variable, value, expected) => {
    expect(refusal({ [variable]: value })).toBe(`${variable}: ${expected}`);
  });

  test('[CFG-18] a faulty entry of a list is named by its place', () => {
    const lists = {
      YUNTING_ALLOWED_ORIGINS: 'https://a.example.cn,https://a.example.cn/page',
      YUNTING_WEBHOOK_SECRETS: 'etax=hunter2',
      YUNTING_CALLBACK_ALLOW: 'a:1,b:2,c',
    };
    expect(refusal(lists).split('\n')).toEqual([
      'YUNTING_ALLOWED_ORIGINS[1]: expected an origin such as https://tax.example.cn, with no path',
      'YUNTING_WEBHOOK_SECRETS[0]: expected channel=whsec_ and at least 24 bytes in base64',
      'YUNTING_CALLBACK_ALLOW[2]: expected host:port',
    ]);
    expect(refusal({ YUNTING_WEBHOOK_SECRETS: `etax=${key},etax=${key}` })).toBe(
      'YUNTING_WEBHOOK_SECRETS: channel etax is named twice',
    );
  });

  test('[CFG-19] no refusal repeats a value', () => {
    const values = Object.fromEntries(settingsHelp.map(({ variable }) => [variable, 'hunter2 hunter2']));
    expect(refusal(values)).not.toContain('hunter2');
  });

  test('[CFG-20] the help names every variable once, with a default that reads as itself', () => {
    const variables = settingsHelp.map(({ variable }) => variable);
    expect(new Set(variables).size).toBe(variables.length);
    const written = Object.fromEntries(settingsHelp.map(({ variable, fallback }) => [variable, fallback]));
    expect(readSettings(written)).toEqual(readSettings({}));
  });
});
