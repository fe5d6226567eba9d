import pc from 'picocolors';
import { listing } from '../demo/text.ts';

/** Where the provisioning (ops/grafana/provisioning) looks for the walls. */
const mounted = '/etc/yunting/dashboards';

/** How to see the walls with the Grafana of this machine, or with another one. */
export function grafanaHelp(prometheus: string, folder: string): string {
  const command = [
    `sudo mkdir -p /etc/yunting && sudo ln -sfn ${folder}/dashboards ${mounted}`,
    [
      `YUNTING_PROMETHEUS_URL=${prometheus}`,
      `GF_PATHS_PROVISIONING=${folder}/provisioning`,
      // Without one it would be a password that everybody knows, on every address of the machine.
      'GF_SECURITY_ADMIN_PASSWORD=$(openssl rand -hex 16) GF_SERVER_HTTP_ADDR=127.0.0.1',
      `grafana server --homepath /usr/share/grafana --config ${folder}/grafana.ini`,
    ].join(' \\\n      '),
  ];
  const more = listing([
    ['大屏 walls', pc.cyan('http://127.0.0.1:3000/d/yunting-city?kiosk&from=now-15m&to=now')],
    ['安装 install', 'Grafana ≥ 12, https://grafana.com/docs/grafana/latest/setup-grafana/installation/'],
    [
      '已有 one of yours',
      `数据源 datasource: ${prometheus}, uid yunting-prometheus; 导入 import: ${folder}/dashboards`,
    ],
  ]);
  return `
${pc.bold('Grafana')}  在另一个终端运行 in another terminal:

${command.map((line) => `    ${line}\n`).join('')}
${more}
`;
}
