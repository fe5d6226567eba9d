import type { ReactNode } from 'react';

interface ButtonProps {
  kind?: 'main' | 'plain' | 'quiet' | 'danger';
  /** It was pressed and is under way: shown on the button, which keeps its size. */
  busy?: boolean;
  disabled?: boolean;
  type?: 'button' | 'submit';
  onClick?: () => void;
  children: ReactNode;
}

export function Button({ kind = 'plain', busy = false, disabled, type = 'button', onClick, children }: ButtonProps) {
  return (
    <button
      type={type}
      className={`button ${kind}`}
      aria-busy={busy}
      disabled={disabled}
      onClick={busy ? undefined : onClick}
    >
      <span className="button-words">{children}</span>
      {busy && <span className="spin" aria-hidden="true" />}
    </button>
  );
}
