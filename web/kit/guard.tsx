import { Component, type ReactNode } from 'react';

interface Props {
  /** Stands in place of a part that cannot be drawn. */
  fallback: ReactNode;
  children: ReactNode;
}

/** A part that is loaded later may be gone after an update of the server, or not come through a bad line. */
export class Guard extends Component<Props, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? this.props.fallback : this.props.children;
  }
}
