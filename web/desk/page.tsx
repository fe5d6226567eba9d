import { Frame } from '../kit/ui/frame.tsx';

export const Page = () => <Frame title="云厅 Yunting">…</Frame>;
