import { readSettings } from '../config/env.ts';
import { identitySource } from '../gateway/identity.ts';
import { ownSecret } from '../gateway/secrets.ts';
import { tokens } from '../gateway/tokens.ts';
import { CodedError } from '../protocol/codes.ts';
import { bearer } from '../protocol/principal.ts';

export interface TokenArgs {
  sub: string;
  hall?: string;
  halls?: string;
  station?: string;
  ticket?: string;
  channel?: string;
  department?: string;
  hours: number;
}

/** Signs a token by the keys of this machine's settings and prints it. */
export async function token(role: string, args: TokenArgs): Promise<void> {
  const { hours, halls, station, ...claims } = args;
  const hall = claims.hall ?? station?.slice(0, station.lastIndexOf('-'));
  const parsed = bearer.safeParse({
    role,
    ...claims,
    ...(hall !== undefined && { hall }),
    ...(station !== undefined && { station }),
    halls: halls === undefined || halls === '*' ? '*' : halls.split(','),
  });
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`);
    throw new CodedError('bad-message', faults.join('; '));
  }
  const settings = readSettings(process.env);
  const keys = tokens({
    own: ownSecret(settings.dataDir),
    audience: settings.tokenAudience,
    ...identitySource(settings),
  });
  process.stdout.write(`${await keys.sign(parsed.data, hours * 3600)}\n`);
}
