import type { CDPSession, Page, WebSocketRoute } from 'playwright-core';

/** What a page holds once its garbage is collected. */
export interface Weight {
  heapBytes: number;
  nodes: number;
  listeners: number;
}

export type Scales = () => Promise<Weight>;

/** Weighs a page by Chromium's own counts. */
export async function scalesFor(page: Page): Promise<Scales> {
  const line: CDPSession = await page.context().newCDPSession(page);
  await line.send('HeapProfiler.enable');
  await line.send('Performance.enable');
  const weigh = async (): Promise<Weight> => {
    // What the first round lets go by its finalizers is collected by the second.
    for (let round = 0; round < 3; round++) await line.send('HeapProfiler.collectGarbage');
    const { metrics } = await line.send('Performance.getMetrics');
    const figure = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
    return {
      heapBytes: figure('JSHeapUsedSize'),
      nodes: figure('Nodes'),
      listeners: figure('JSEventListeners'),
    };
  };
  return async () => {
    // The browser's own objects are swept when it is idle: until then the listeners of what is gone are counted too.
    for (let before = await weigh(); ; ) {
      await page.evaluate(() => new Promise((swept) => requestIdleCallback(swept)));
      const after = await weigh();
      if (after.nodes >= before.nodes && after.listeners >= before.listeners) return after;
      before = after;
    }
  };
}

/** By how much of what it was something has grown. */
export const growth = (before: Weight, after: Weight) => ({
  heap: after.heapBytes / before.heapBytes - 1,
  nodes: after.nodes / before.nodes - 1,
  listeners: after.listeners / before.listeners - 1,
});

export const told = ({ heapBytes, nodes, listeners }: Weight) =>
  `${(heapBytes / 1e6).toFixed(2)} MB, ${nodes} nodes, ${listeners} listeners`;

/**
 * Makes an hour short: the server pushes a board or a place once a second at most; here each such push comes to the
 * page `times` times, as so many seconds would bring it. Answers how many have come.
 */
export async function hurryPushes(page: Page, type: 'board' | 'place', times: number): Promise<() => number> {
  let pushes = 0;
  await page.routeWebSocket(/\/ws$/, (near: WebSocketRoute) => {
    const far = near.connectToServer();
    far.onMessage((message) => {
      const text = String(message);
      const pushed = text.startsWith('{"type":"push"') && text.includes(`"type":"${type}"`);
      for (let n = 0; n < (pushed ? times : 1); n++) near.send(text);
      if (pushed) pushes += times;
    });
  });
  return () => pushes;
}
