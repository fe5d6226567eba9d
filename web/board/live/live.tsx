import { Filters } from './filters.tsx';
import { Halls } from './halls.tsx';
import { Stations } from './stations.tsx';
import { Tickets } from './tickets.tsx';

export const Live = () => (
  <div className="board-live">
    <Filters />
    <Halls />
    <Tickets />
    <Stations />
  </div>
);
