import './styles/page.css';
import './styles/head.css';
import './styles/list.css';
import './styles/work.css';
import './styles/forms.css';
import './styles/offer.css';
import './styles/card.css';
import './styles/choose.css';
import { startDesk } from '../kit/ui/start.tsx';
import { SitDown } from './choose/sit-down.tsx';
import { Page } from './page.tsx';
import { texts } from './texts.ts';

void startDesk(texts, <Page />, (token, seated) => <SitDown token={token} seated={seated} />);
