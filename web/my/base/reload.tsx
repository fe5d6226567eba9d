import { Component, type ReactNode } from 'react';
import { Button } from './button.tsx';
import { useSay } from './say.ts';

/** A part that is loaded later may be gone after an update of the server, or not come through a bad line. */
export class Guard extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? <Reload /> : this.props.children;
  }
}

function Reload() {
  const say = useSay();
  return (
    <div role="alert" className="fault">
      {say('my.fault.page')}
      <Button kind="quiet" onClick={() => location.reload()}>
        {say('my.reload')}
      </Button>
    </div>
  );
}
