import './styles/base.css';
import './styles/intake.css';
import './styles/ticket.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startLanguage } from '../kit/language.ts';
import { Page } from './page.tsx';
import { texts } from './texts.ts';

await startLanguage(texts);
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <Page />
  </StrictMode>,
);
