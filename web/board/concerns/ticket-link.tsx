import { Button } from 'antd';
import { useShow } from '../base/show.ts';

export function TicketLink({ id }: { id: string }) {
  const { open } = useShow();
  return (
    <Button type="link" size="small" onClick={() => open('ticket', id)}>
      {id}
    </Button>
  );
}
