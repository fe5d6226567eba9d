/** One row of the table of errors: what a client is told, whether trying the same again can help, the HTTP status. */
export interface CodeRow {
  readonly zh: string;
  readonly en: string;
  readonly retryable: boolean;
  readonly http: number;
}

const row = (http: number, retryable: boolean, zh: string, en: string): CodeRow => ({ zh, en, retryable, http });

/** Every error that Yunting answers. `en`/`zh` say what to do; the answer's `detail` says what was wrong this time. */
export const errorCodes = {
  'bad-frame': row(
    400,
    false,
    '消息不是有效的 JSON，请按协议文档发送',
    'The frame is not JSON; send one JSON object a frame',
  ),
  'bad-message': row(
    400,
    false,
    '消息格式有误，请核对所列字段',
    'The message does not fit its schema; see the named field',
  ),
  'unknown-type': row(400, false, '没有这种消息类型', 'There is no message of this type; see /asyncapi.json'),
  'too-fast': row(429, true, '发送过快，请稍候再发', 'Too many messages; wait a moment and send it again'),
  unauthenticated: row(401, false, '请先登录', 'Sign in first: send hello with a valid token'),
  forbidden: row(403, false, '您的角色不能这样做', 'Your role may not do this'),
  'not-found': row(404, false, '没有这个对象，可能已经办结', 'There is no such thing here; it may already be closed'),
  'unknown-business': row(422, false, '没有这项业务', 'There is no such business in the catalogue'),
  'unknown-hall': row(422, false, '没有这个云税厅', 'There is no such hall in this bureau'),
  'channel-mismatch': row(422, false, '该渠道不受理此业务', 'This channel does not take this business'),
  'hall-closed': row(
    409,
    false,
    '云税厅现在不受理，请在开放时间再来',
    'The hall is closed; come back in its opening hours',
  ),
  'unknown-department': row(422, false, '没有这个业务部门', 'There is no such department in this bureau'),
  'nobody-able': row(
    422,
    false,
    '没有能够办理的窗口或坐席，请另选去向',
    'No station that was meant could ever serve this; name others (the detail says what is missing)',
  ),
  'unknown-item': row(
    422,
    false,
    '该业务的材料清单中没有这一项',
    'This item is not in the catalogue of materials of the business',
  ),
  'bad-fields': row(
    422,
    false,
    '回复模板的字段有误，请核对',
    'The fields do not fit the reply template; see the detail',
  ),
  'slot-taken': row(409, false, '该时段已约满或不可预约', 'This slot is full, past or not offered; ask for the slots'),
  'already-rated': row(
    409,
    false,
    '该办件已评价或已过评价期',
    'This ticket was rated already, or the time for it is over',
  ),
  'wrong-state': row(409, false, '当前状态不能这样做', 'This cannot be done in the present state'),
  'offer-gone': row(409, false, '该派件已失效', 'The offer has ended or is not yours'),
  'station-taken': row(409, false, '该窗口或坐席已由他人登录', 'Somebody else is signed in at this station'),
  'id-conflict': row(
    409,
    false,
    '同一编号的命令内容不同，请用新编号',
    'This command id was used with another body; use a new id',
  ),
  'bad-signature': row(401, false, '签名无效', 'The signature is not valid: check the secret and the raw body'),
  'stale-timestamp': row(
    401,
    false,
    '时间戳超出允许范围，请校准时钟',
    'The timestamp is more than 5 minutes off: check the clock',
  ),
  'too-large': row(413, false, '消息过大', 'The message is larger than the limit'),
  'wrong-type': row(
    415,
    false,
    '不接受这种文件，请改用 PDF、图片、Word、Excel、OFD 或 ZIP',
    'Files of this kind are not taken: send a PDF, an image, a Word or Excel document, an OFD or a ZIP',
  ),
  'port-in-use': row(
    500,
    false,
    '端口已被占用，请停止占用者或另选端口',
    'The port is in use: stop what listens there or choose another port',
  ),
  'bad-config': row(422, false, '配置有误，未生效', 'The configuration is faulty and was not taken'),
  'bad-file': row(422, false, '文件有误，请核对所列行', 'The file cannot be read; see the named line'),
  'address-refused': row(
    422,
    false,
    '目标地址不是公网地址，也不在允许清单中',
    'Nothing is sent to this address: use a public http(s) address, or have the operator allow its host:port',
  ),
  'data-in-use': row(
    503,
    false,
    '数据目录已被另一个进程占用，请先停止它或换一个目录',
    'Another process uses this data folder: stop it, or choose another folder',
  ),
  'no-redis': row(
    503,
    false,
    '没有可用的 Redis，请安装 redis-server 或设置 REDIS_URL',
    'Redis did not start: install redis-server, or set REDIS_URL',
  ),
  'redis-too-old': row(
    503,
    false,
    'Redis 版本过低，请升级到 6.2 或更高版本',
    'This Redis is too old: use 6.2 or later (COPY and XTRIM MINID are needed)',
  ),
  'redis-evicts': row(
    503,
    false,
    'Redis 会淘汰数据，请执行 CONFIG SET maxmemory-policy noeviction',
    'This Redis may evict keys and so lose tickets: set maxmemory-policy to noeviction',
  ),
  'no-prometheus': row(503, false, '没有可用的 Prometheus，请先安装', 'Prometheus did not start: install it first'),
  'no-metrics': row(
    503,
    false,
    '该地址没有云厅的指标，请先在另一个终端运行 npm run demo',
    'No metrics of Yunting are at this address: run npm run demo in another terminal first, or name them by --metrics',
  ),
  unavailable: row(503, true, '系统暂时不能受理，请用同一编号重试', 'The journal is away; try again with the same id'),
  stopping: row(
    503,
    true,
    '系统正在停机，请稍后重试',
    'The server is stopping; reconnect and try again with the same id',
  ),
  internal: row(500, true, '系统内部错误，请用同一编号重试', 'An internal error; try again with the same id'),
} as const satisfies Record<string, CodeRow>;
export type ErrorCode = keyof typeof errorCodes;

/** Why the server closed a socket. `retryable`: the client library reconnects by itself. */
export const closeCodes = {
  goingAway: { code: 1001, retryable: true, zh: '服务器停机', en: 'the server is stopping' },
  tooLarge: { code: 1009, retryable: false, zh: '消息超过 16 KB', en: 'a message was larger than 16 KB' },
  noHello: { code: 4001, retryable: true, zh: '5 秒内未登录', en: 'no hello within 5 s' },
  badToken: { code: 4002, retryable: false, zh: '令牌无效或已过期', en: 'the token is not valid or has expired' },
  replaced: { code: 4003, retryable: false, zh: '已在别处登录', en: 'the same station signed in from elsewhere' },
  slowReader: { code: 4004, retryable: true, zh: '客户端不读取消息', en: 'the client did not read its messages' },
  silent: { code: 4005, retryable: true, zh: '连接无响应', en: 'no answer to ping' },
  abuse: { code: 4006, retryable: false, zh: '持续发送过快或无效消息', en: 'too many bad or too fast messages' },
} as const;
export type CloseReason = keyof typeof closeCodes;

/** An error that has a place in the table. Thrown at edges, answered to clients; never a crash. */
export class CodedError extends Error {
  readonly code: ErrorCode;
  readonly detail: string | undefined;
  constructor(code: ErrorCode, detail?: string) {
    super(detail === undefined ? errorCodes[code].en : `${errorCodes[code].en} (${detail})`);
    this.name = 'CodedError';
    this.code = code;
    this.detail = detail;
  }
}
