import { useRights } from '../base/rights.ts';
import { DeadLetters } from './dead-letters.tsx';
import { Escalations } from './escalations.tsx';
import { FollowUps } from './follow-ups.tsx';
import { Loans } from './loans.tsx';
import { Quarantine } from './quarantine.tsx';

/** What somebody has to look at. */
export function Concerns() {
  const { wide } = useRights();
  return (
    <div className="board-page">
      <Quarantine />
      <Escalations />
      <FollowUps />
      {wide && <DeadLetters />}
      {wide && <Loans />}
    </div>
  );
}
