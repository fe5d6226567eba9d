const radius = 26;
const round = 2 * Math.PI * radius;

/** The time that is left, as a share of the whole and in seconds. */
export function Ring({ left, whole, label }: { left: number; whole: number; label: string }) {
  const share = whole <= 0 ? 0 : Math.min(1, Math.max(0, left / whole));
  const late = share < 0.25;
  return (
    <div className={`desk-ring${late ? ' desk-ring-late' : ''}`} role="timer" aria-label={label}>
      <svg viewBox="0 0 64 64" aria-hidden="true">
        <circle cx="32" cy="32" r={radius} className="desk-ring-track" />
        <circle
          cx="32"
          cy="32"
          r={radius}
          className="desk-ring-left"
          strokeDasharray={round}
          strokeDashoffset={round * (1 - share)}
          transform="rotate(-90 32 32)"
        />
      </svg>
      <b>{Math.max(0, Math.ceil(left / 1000))}</b>
    </div>
  );
}
