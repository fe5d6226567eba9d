import './page.css';
import { startDesk } from '../kit/ui/start.tsx';
import { Page } from './page.tsx';
import { texts } from './texts.ts';

void startDesk(texts, <Page />);
