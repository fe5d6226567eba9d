import type { Bureau } from '../config/schema.ts';
import type { Words } from '../config/standards.ts';

export type Language = keyof Words;

interface Named {
  name: string;
  en: string;
}

const dayMs = 86_400_000;
/** Whatever is due sooner is told to the second. */
const soonMs = 10 * 60_000;

const locales = { zh: 'zh-CN', en: 'en-GB' } as const;
const units = { zh: ['天', '小时', '分', '秒'], en: ['d', 'h', 'min', 's'] } as const;

/**
 * What the codes of a bureau are called, in one language, and its times as its clocks show them. A code that has left
 * the files is told as it is.
 */
export class Names {
  readonly #bureau: Bureau;
  readonly #language: Language;
  readonly #clock: Intl.DateTimeFormat;
  readonly #day: Intl.DateTimeFormat;

  constructor(bureau: Bureau, language: Language) {
    this.#bureau = bureau;
    this.#language = language;
    const zone = { timeZone: bureau.timezone } as const;
    const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
    this.#clock = new Intl.DateTimeFormat(locales[language], { ...zone, ...clock });
    this.#day = new Intl.DateTimeFormat(locales[language], { ...zone, month: 'short', day: 'numeric' });
  }

  hall(code: string): string {
    const hall = this.#bureau.halls.get(code);
    return hall === undefined ? code : this.#language === 'zh' ? `${hall.short}云税厅` : hall.en;
  }

  /** `huangpu-w03` is 黄埔 w03, Huangpu w03. */
  station(id: string): string {
    const at = id.lastIndexOf('-');
    const hall = this.#bureau.halls.get(id.slice(0, at));
    if (hall === undefined) return id;
    return `${this.#language === 'zh' ? hall.short : hall.shortEn} ${id.slice(at + 1)}`;
  }

  business = (code: string): string => this.#name(this.#bureau.businesses.get(code), code);
  channel = (code: string): string => this.#name(this.#bureau.channels.get(code), code);
  group = (code: string): string => this.#name(this.#bureau.groups.get(code), code);
  department = (code: string): string => this.#name(this.#bureau.departments.get(code), code);

  /** Materials of a business's catalogue. */
  items(business: string | undefined, codes: readonly string[]): string {
    const { materials } = this.#bureau.businesses.get(business ?? '') ?? {};
    return this.list(codes.map((code) => this.#name(materials?.[code], code)));
  }

  grade(grade: number): string {
    return this.#bureau.standards.ratings.grades[grade - 1]?.[this.#language] ?? String(grade);
  }

  reasons(codes: readonly string[]): string {
    return this.list(codes.map((code) => this.#bureau.standards.ratings.reasons[code]?.[this.#language] ?? code));
  }

  template({ code, version }: { code: string; version: number }): string {
    const found = this.#bureau.standards.templates.find((t) => t.code === code && t.version === version);
    return `${found?.name[this.#language] ?? code} v${version}`;
  }

  list(names: readonly string[]): string {
    return names.join(this.#language === 'zh' ? '、' : ', ');
  }

  /** 14:03:12 */
  time(at: number): string {
    return this.#clock.format(at);
  }

  /** 11月28日, 28 Nov */
  day(at: number): string {
    return this.#day.format(at);
  }

  /** A later time as it is told at `at`: with its day when that is another, to the second when it is near. */
  until(until: number, at: number): string {
    const time = until - at < soonMs ? this.time(until) : this.time(until).slice(0, 5);
    return this.day(until) === this.day(at) && until - at < dayMs ? time : `${this.day(until)} ${time}`;
  }

  /** 4 分 40 秒: the two largest units. */
  span(ms: number): string {
    const all = Math.max(0, Math.round(ms / 1000));
    const parts = [Math.floor(all / 86_400), Math.floor(all / 3600) % 24, Math.floor(all / 60) % 60, all % 60];
    const first = parts.findIndex((part) => part > 0);
    if (first < 0) return `0 ${units[this.#language][3]}`;
    const told = parts.map((part, i) => ({ part, unit: units[this.#language][i] })).slice(first, first + 2);
    return told
      .filter(({ part }) => part > 0)
      .map(({ part, unit }) => `${part} ${unit}`)
      .join(' ');
  }

  #name(named: Named | undefined, code: string): string {
    return named === undefined ? code : this.#language === 'zh' ? named.name : named.en;
  }
}
