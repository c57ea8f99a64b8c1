import type { LocalText } from '../text.ts'

/** What the server, the queue, the worker and the command line have to say. */
export const serverMessages = {
  unexpected: {
    en: 'Something went wrong inside Reelgraph: {detail}. This is our mistake; the log has more.',
    'zh-CN': 'Reelgraph 内部出错：{detail}。这是我们的问题，详情见日志。',
  },
  'request-invalid': {
    en: 'The request cannot be read at {place}: {detail}.',
    'zh-CN': '请求在 {place} 处无法读取：{detailZh}。',
  },
  'request-too-large': {
    en: 'The upload is larger than the limit of {limit}. Make the file smaller or raise --upload-limit.',
    'zh-CN': '上传超过 {limit} 的限制。请缩小文件或提高 --upload-limit。',
  },
  'not-found': {
    en: 'There is no {what} "{id}".',
    'zh-CN': '没有 {what}“{id}”。',
  },
  'path-invalid': {
    en: 'The name "{name}" is not allowed: no "..", no slashes at the start, no control characters.',
    'zh-CN': '名称“{name}”不允许：不能包含“..”、开头的斜杠或控制字符。',
  },
  'revision-conflict': {
    en: 'Someone saved this workflow meanwhile (revision {current}, yours is {given}). Load it again or save a copy.',
    'zh-CN': '此工作流已被他人保存（修订 {current}，你的是 {given}）。请重新加载或另存副本。',
  },
  'revision-needed': {
    en: 'This workflow exists already (revision {current}). Send If-Match with the revision you edited.',
    'zh-CN': '此工作流已存在（修订 {current}）。请在 If-Match 中发送你编辑的修订号。',
  },
  'token-needed': {
    en: 'This server needs its token. Open the address printed at its start, or send Authorization: Bearer <token>.',
    'zh-CN': '此服务器需要令牌。请打开启动时显示的地址，或发送 Authorization: Bearer <token>。',
  },
  'origin-refused': {
    en: 'Requests from {origin} are refused, so that other web pages cannot drive Reelgraph.',
    'zh-CN': '拒绝来自 {origin} 的请求，以防其他网页操控 Reelgraph。',
  },
  'host-needs-token': {
    en: 'Listening on {host} lets others in: give --token <secret> (or REELGRAPH_TOKEN) as well.',
    'zh-CN': '监听 {host} 会允许他人访问：请同时指定 --token <密钥>（或 REELGRAPH_TOKEN）。',
  },
  'port-in-use': {
    en: 'Port {port} is in use. Stop the other program or start with --port {next}.',
    'zh-CN': '端口 {port} 已被占用。请停止其他程序，或使用 --port {next} 启动。',
  },
  'data-folder-unusable': {
    en: 'The data folder {folder} cannot be used ({detail}). Choose another with --data <folder>.',
    'zh-CN': '数据文件夹 {folder} 无法使用（{detail}）。请用 --data <文件夹> 另选。',
  },
  'data-folder-locked': {
    en: 'Another Reelgraph is using the data folder {folder}. Stop it, or choose another folder with --data <folder>.',
    'zh-CN': '另一个 Reelgraph 正在使用数据文件夹 {folder}。请先停止它，或用 --data <文件夹> 另选。',
  },
  'worker-died': {
    en: 'The worker process ended in the middle of the run ({detail}). A new one has started; queue the run again.',
    'zh-CN': '工作进程在运行中意外结束（{detail}）。新的进程已启动，请重新排队。',
  },
  'worker-not-ready': {
    en: 'The worker could not start: {detail}.',
    'zh-CN': '工作进程无法启动：{detail}。',
  },
  'run-over': {
    en: 'This run is already over.',
    'zh-CN': '此运行已结束。',
  },
  'argument-invalid': {
    en: '{argument}: {detail}.',
    'zh-CN': '{argument}：{detail}。',
  },
} as const satisfies Record<string, LocalText>
