const mouths = ['M8 17q4-4 8 0', 'M8 16.5q4-2 8 0', 'M8 16h8', 'M8 15q4 3 8 0', 'M8 14.5q4 5 8 0'];

/** A face from very dissatisfied (1) to very satisfied (5); its name stands below it. */
export const Mood = ({ grade }: { grade: number }) => (
  <svg className="mood" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <circle cx="12" cy="12" r="9.5" />
    <path d={`M9 9v1.5M15 9v1.5${mouths[grade - 1] ?? ''}`} />
  </svg>
);
