/** The three ways of being served: 不见面, 可见面, 听得见. */
export const modalities = ['document', 'video', 'voice'] as const;
export type Modality = (typeof modalities)[number];
