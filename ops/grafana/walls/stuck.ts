import { choiceOf } from '../lib/variables.ts';
import type { Wall } from '../lib/wall.ts';
import { stuckFlow } from './stuck-flow.ts';
import { stuckNow } from './stuck-now.ts';
import { stuckWhere } from './stuck-where.ts';

/** 补正、快速响应与限时办结. */
export const stuck: Wall = {
  name: 'stuck',
  about: [
    '值班长与业务部门看：办件卡在哪里、在谁手里、卡了多久。',
    'For supervisors and departments: where work is stuck, with whom, and for how long.',
  ],
  back: '10h',
  variables: [choiceOf('hall', { label: ['云税厅', 'Hall'], all: true })],
  panels: [...stuckNow, ...stuckWhere, ...stuckFlow],
};
