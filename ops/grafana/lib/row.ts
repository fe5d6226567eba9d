import { RowBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Draw } from './panel.ts';
import { say, type Words } from './words.ts';

/** A heading over the panels below it; one grid line high. */
export const row =
  (id: number, y: number, title: Words): Draw =>
  (lang) =>
    new RowBuilder(say(title, lang)).id(id).gridPos({ x: 0, y, w: 24, h: 1 });
