import { z } from 'zod';

const targets = z.object({
  activeTargets: z.array(z.object({ scrapeUrl: z.string(), health: z.string(), lastError: z.string() })),
});
const rules = z.object({
  groups: z.array(
    z.object({
      rules: z.array(
        z.object({
          name: z.string(),
          type: z.enum(['recording', 'alerting']),
          health: z.string(),
          lastError: z.string().optional(),
        }),
      ),
    }),
  ),
});
const alerts = z.object({
  alerts: z.array(
    z.object({
      labels: z.record(z.string(), z.string()),
      annotations: z.record(z.string(), z.string()),
      state: z.string(),
    }),
  ),
});

export interface Firing {
  /** Its labels, in one order: two alerts with the same key are one. */
  key: string;
  name: string;
  severity: string;
  summary: string;
  summaryEn: string;
}

export interface WallsState {
  target: { url: string; health: string; error: string };
  /** Rules by kind, and those whose last evaluation failed, with why. Healthy ones have been evaluated. */
  rules: { recording: number; alerting: number; healthy: number; faulty: string[] };
  firing: Firing[];
}

/** What a Prometheus knows of its target, rules and alerts. Rejects while it does not answer. */
export async function wallsState(prometheus: string): Promise<WallsState> {
  const [{ activeTargets }, { groups }, { alerts: raised }] = await Promise.all([
    ask(prometheus, 'targets', targets),
    ask(prometheus, 'rules', rules),
    ask(prometheus, 'alerts', alerts),
  ]);
  const all = groups.flatMap((group) => group.rules);
  const of = (type: string) => all.filter((rule) => rule.type === type).length;
  const [target] = activeTargets;
  return {
    target: { url: target?.scrapeUrl ?? '', health: target?.health ?? 'unknown', error: target?.lastError ?? '' },
    rules: {
      recording: of('recording'),
      alerting: of('alerting'),
      healthy: all.filter((rule) => rule.health === 'ok').length,
      faulty: all.filter((rule) => rule.health === 'err').map((rule) => `${rule.name}: ${rule.lastError}`),
    },
    firing: raised.filter(({ state }) => state === 'firing').map(firing),
  };
}

function firing({ labels, annotations }: z.output<typeof alerts>['alerts'][number]): Firing {
  return {
    key: JSON.stringify(Object.entries(labels).sort()),
    name: labels.alertname ?? '',
    severity: labels.severity ?? '',
    summary: annotations.summary ?? '',
    summaryEn: annotations.summary_en ?? '',
  };
}

async function ask<S extends z.ZodType>(prometheus: string, what: string, schema: S): Promise<z.output<S>> {
  const answer = await fetch(`${prometheus}/api/v1/${what}`, { signal: AbortSignal.timeout(5_000) });
  return schema.parse(z.object({ data: z.unknown() }).parse(await answer.json()).data);
}
