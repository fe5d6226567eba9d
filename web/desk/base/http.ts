import { CodedError, type ErrorCode, errorCodes } from '../../../src/protocol/codes.ts';

const cut = (): never => {
  throw new CodedError('unavailable');
};

/** Asks the server by HTTP. Rejects with a CodedError; `unavailable` when it cannot be reached. */
export async function request(path: string, token: string, method: 'GET' | 'POST' = 'GET'): Promise<Response> {
  const asked = fetch(path, { method, headers: { authorization: `Bearer ${token}` } });
  const response = await asked.catch(cut);
  if (response.ok) return response;
  const said = (await response.json().catch(() => ({}))) as { code?: string; detail?: string };
  const code = said.code !== undefined && said.code in errorCodes ? (said.code as ErrorCode) : 'internal';
  throw new CodedError(code, said.detail);
}

export async function requestJson<T>(path: string, token: string, method: 'GET' | 'POST' = 'GET'): Promise<T> {
  const response = await request(path, token, method);
  // The line may go also while the answer comes.
  return (await response.json().catch(cut)) as T;
}
