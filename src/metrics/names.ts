import { groupModalities } from '../bureau/figures.ts';
import type { Bureau } from '../config/schema.ts';
import type { Metrics } from './registry.ts';

/** What runs: the version of Yunting, and Node's. */
export interface Build {
  version: string;
  node: string;
}

/** Before a scrape tells what codes mean and what the standard wants, whenever other files or orders have come to rule. */
export function collectNames({ instruments: to, beforeScrape }: Metrics, build: Build, bureau: () => Bureau): void {
  const named = [to.bureauInfo, to.hallInfo, to.channelInfo, to.groupInfo, to.businessInfo, to.departmentInfo] as const;
  to.buildInfo.set({ ...build }, 1);
  let told: Bureau | undefined;

  beforeScrape('names', () => {
    const now = bureau();
    if (now === told) return;
    told = now;
    for (const gauge of [...named, to.indicatorTarget, to.serviceLevelGoal]) gauge.reset();
    nameThings(to, now);
    for (const { code: indicator, target } of now.standards.indicators) {
      if (target !== undefined) to.indicatorTarget.set({ indicator }, target);
    }
    for (const [group, [modality]] of groupModalities(now)) {
      if (modality === undefined) continue;
      const { goal } = now.files.bureau.rules[modality];
      for (const hall of now.halls.keys()) to.serviceLevelGoal.set({ hall, group }, goal);
    }
  });
}

function nameThings(to: Metrics['instruments'], bureau: Bureau): void {
  const { code, name, en, halls, channels, groups, businesses, departments } = bureau;
  to.bureauInfo.set({ bureau: code, name, en }, 1);
  for (const { code: hall, short, en, batch, maturity } of halls.values()) {
    to.hallInfo.set({ hall, name: short, en, batch, maturity }, 1);
  }
  for (const [channel, { name, en, group }] of channels) to.channelInfo.set({ channel, name, en, group }, 1);
  const served = new Map(groupModalities(bureau));
  for (const [group, { name, en }] of groups) {
    to.groupInfo.set({ group, name, en, modality: served.get(group)?.join('+') ?? '' }, 1);
  }
  for (const { code: business, name, en, channels: by } of businesses.values()) {
    const group = Object.keys(by).map((channel) => channels.get(channel)?.group)[0] ?? '';
    to.businessInfo.set({ business, name, en, group }, 1);
  }
  for (const { code: department, name, en } of departments.values()) {
    to.departmentInfo.set({ department, name, en }, 1);
  }
}
