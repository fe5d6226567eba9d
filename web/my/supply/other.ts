/** For what stands in no list of materials. The protocol's own word, without all that checks its messages. */
export const otherItem: typeof import('../../../src/protocol/http.ts').otherItem = 'other';
