/** All that it does: a tap on a notification brings the page to the front. It keeps and fetches nothing. */
interface Tapped extends Event {
  notification: Notification;
  waitUntil(done: Promise<unknown>): void;
}
interface Tab {
  focus(): Promise<unknown>;
}
interface Worker {
  clients: { matchAll(of: { type: 'window'; includeUncontrolled: true }): Promise<readonly Tab[]> };
}

addEventListener('notificationclick', (event) => {
  const { notification, waitUntil } = event as Tapped;
  notification.close();
  const tabs = (globalThis as typeof globalThis & Worker).clients.matchAll({
    type: 'window',
    includeUncontrolled: true,
  });
  waitUntil.call(
    event,
    tabs.then(([tab]) => tab?.focus()),
  );
});
