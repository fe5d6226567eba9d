import { useCallback, useMemo, useSyncExternalStore } from 'react';

const changed = new EventTarget();

function subscribe(heard: () => void): () => void {
  changed.addEventListener('change', heard);
  addEventListener('popstate', heard);
  return () => {
    changed.removeEventListener('change', heard);
    removeEventListener('popstate', heard);
  };
}

type Changes = Record<string, string | null>;

/**
 * What the page shows is in its address, so that it can be kept and passed on. `go` is a step that Back undoes, `set`
 * is not; null takes a part out.
 */
export function useAddress() {
  const search = useSyncExternalStore(subscribe, () => location.search);
  const address = useMemo(() => new URLSearchParams(search), [search]);
  const go = useCallback((changes: Changes) => {
    history.pushState(null, '', changedBy(changes));
    tell();
  }, []);
  const set = useCallback((changes: Changes) => {
    history.replaceState(null, '', changedBy(changes));
    tell();
  }, []);
  return { address, go, set };
}

function changedBy(changes: Changes): string {
  const address = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) address.delete(name);
    else address.set(name, value);
  }
  const search = address.toString();
  return location.pathname + (search === '' ? '' : `?${search}`);
}

function tell(): void {
  changed.dispatchEvent(new Event('change'));
}
