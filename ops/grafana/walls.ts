import type { Wall } from './lib/wall.ts';
import { business } from './walls/business.ts';
import { capacity } from './walls/capacity.ts';
import { city } from './walls/city.ts';
import { hall } from './walls/hall.ts';
import { performance } from './walls/performance.ts';
import { reliability } from './walls/reliability.ts';
import { stuck } from './walls/stuck.ts';

/** Every wall; generate.ts writes them. */
export const walls: readonly Wall[] = [city, hall, business, performance, stuck, capacity, reliability];
