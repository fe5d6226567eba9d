export interface PageLink {
  href: string;
  zh: string;
  en: string;
}

export const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** No page of ours runs a script, is framed, or tells others where it stands: its address may hold a token. */
export const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};

export const page = (title: string, body: string, style = ''): string => `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<style>
  body { font: 16px/1.7 system-ui, "Noto Sans CJK SC", sans-serif; max-width: 42rem; margin: 3rem auto; padding: 0 1rem }
  small { color: #555 }
${style}</style>
${body}
</html>
`;

/** What stands at the server's root: what this is, and what can be looked at. */
export const indexPage = (links: readonly PageLink[]): string =>
  page(
    '云厅 Yunting',
    `<h1>云厅 <small>Yunting</small></h1>
<p>云税厅（纳税服务运营中心）的实时派件服务器：各渠道来件即时派给合适的云窗口与云坐席。<br>
<small lang="en">The dispatch server of a cloud tax hall: work from every channel goes at once to the right person.</small></p>
<ul>
${links.map(({ href, zh, en }) => `  <li><a href="${escaped(href)}">${escaped(zh)}</a> <small lang="en">${escaped(en)}</small></li>`).join('\n')}
</ul>`,
  );

/** Stands where a page will be once it is built. */
export const unbuiltPage: string = page(
  '云厅 Yunting',
  `<h1>页面尚未构建 <small lang="en">The pages are not built yet</small></h1>
<p>请在项目目录运行 <code>npm run build</code>，然后刷新本页；无需重启服务器。<br>
<small lang="en">Run <code>npm run build</code> in the project’s folder, then reload; the server need not be restarted.</small></p>`,
);
