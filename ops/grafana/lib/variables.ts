import { QueryVariableBuilder, VariableRefresh, VariableSort } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Kind } from './promql.ts';
import { datasource } from './targets.ts';
import { type Lang, nameLabel, say, type Words } from './words.ts';

export type Variable = (lang: Lang) => QueryVariableBuilder;

/** Grafana's number for a query whose answer is read as text. */
const queryResult = 3;

export interface Choice {
  readonly label: Words;
  /** May everything be chosen? It is then what is chosen at first: `.*`, or with `where` any of those that it leaves. */
  readonly all?: boolean;
  /** Only those whose labels say so, e.g. `group=~"$group"`. */
  readonly where?: string;
}

/** A variable named like its kind: its values are codes, its texts the names of `yunting_<kind>_info`. */
export const choiceOf =
  (kind: Kind, { label, all = false, where = '' }: Choice): Variable =>
  (lang) => {
    const query = `query_result(max by (${kind}, name, en) (yunting_${kind}_info${where && `{${where}}`}))`;
    const variable = new QueryVariableBuilder(kind)
      .label(say(label, lang))
      .datasource(datasource)
      .query({ qryType: queryResult, query, refId: 'PrometheusVariableQueryEditor-VariableQuery' })
      .definition(query)
      // Looks ahead, since the order of labels in a result follows their names.
      .regex(`/(?=.*\\b${say(nameLabel, lang)}="(?<text>[^"]+)")(?=.*\\b${kind}="(?<value>[^"]+)").+/`)
      .refresh(VariableRefresh.OnTimeRangeChanged)
      .sort(VariableSort.NaturalAsc)
      .allowCustomValue(false);
    if (!all) return variable;
    if (where === '') variable.allValue('.*');
    return variable.includeAll(true).current({ selected: true, text: say(['全部', 'All'], lang), value: '$__all' });
  };
