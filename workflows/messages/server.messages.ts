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
  'subgraph-published-meanwhile': {
    en: 'The library holds revision {current} of {name}; yours was made from {given}. Take the newest over first (Update), or make a subgraph of your own from it.',
    'zh-CN': '库中 {name} 已是修订 {current}，而你的基于修订 {given}。请先更新到最新修订，或另建一个子图。',
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
    en: 'The worker process ended three times at the same place of this run ({detail}). Smaller sizes need less memory; retry goes on from what was kept.',
    'zh-CN':
      '工作进程在此运行的同一位置三次意外结束（{detail}）。减小尺寸可降低内存需求；重试会从已保存的进度继续。',
  },
  'worker-not-ready': {
    en: 'The worker could not start: {detail}.',
    'zh-CN': '工作进程无法启动：{detail}。',
  },
  'database-damaged': {
    en: 'The database {file} is damaged ({detail}). It is left as it is. Start with --restore to go on from the backup of {date}; the damaged file is kept beside it.',
    'zh-CN':
      '数据库 {file} 已损坏（{detail}）。文件保持原样。用 --restore 启动可从 {date} 的备份继续；损坏的文件会保留在旁边。',
  },
  'database-damaged-for-good': {
    en: 'The database {file} is damaged ({detail}), and there is no sound backup. It is left as it is. Move it away to begin with an empty one, or choose another folder with --data <folder>; finished files lie in assets/.',
    'zh-CN':
      '数据库 {file} 已损坏（{detail}），且没有可用的备份。文件保持原样。可将其移走以新建空库，或用 --data <文件夹> 另选；已完成的文件在 assets/ 中。',
  },
  'database-from-the-future': {
    en: 'The database was written by a newer Reelgraph (format {version}, this one knows {known}). It is left as it is. Update Reelgraph, or choose another folder with --data <folder>.',
    'zh-CN':
      '数据库由更新版本的 Reelgraph 写入（格式 {version}，当前版本只认识到 {known}）。文件保持原样。请更新 Reelgraph，或用 --data <文件夹> 另选。',
  },
  'probe-failed': {
    en: 'The device could not run the probe: {detail}.',
    'zh-CN': '该设备无法完成探测：{detail}。',
  },
  'disk-full': {
    en: 'The disk of the data folder is full, so nothing more can be stored. Free some space; what is stored already is safe, and the queue goes on by itself.',
    'zh-CN': '数据文件夹所在磁盘已满，无法继续保存。请清理空间；已保存的内容是安全的，队列会自动继续。',
  },
  'storage-failed': {
    en: 'The database in the data folder could not be written ({detail}). Check the disk and the rights of the folder; what is stored already is safe.',
    'zh-CN': '数据文件夹中的数据库无法写入（{detail}）。请检查磁盘和文件夹权限；已保存的内容是安全的。',
  },
  'run-not-waiting': {
    en: 'This run is no longer waiting, so it cannot be changed. Duplicate it with other values instead.',
    'zh-CN': '此运行已不在等待队列中，无法更改。请改用其他数值复制一份。',
  },
  'run-not-over': {
    en: 'This run is not over yet. Wait for its end, or duplicate it.',
    'zh-CN': '此运行尚未结束。请等待其结束，或复制一份。',
  },
  'place-unknown': {
    en: 'The run "{id}" does not wait, so nothing can be put before it. Choose a waiting run, or null for the end.',
    'zh-CN': '运行“{id}”不在等待中，无法排到它之前。请选择等待中的运行，或用 null 表示队尾。',
  },
  'fork-nothing-kept': {
    en: 'No step of this run is kept that a fork could start from. Run it once more; steps are kept while a sampler works.',
    'zh-CN': '此运行没有可供分叉的已保存步骤。请再运行一次；采样过程中会保存步骤。',
  },
  'fork-step-not-kept': {
    en: 'Step {step} of {node} is not kept. These are: {steps}.',
    'zh-CN': '{node} 的第 {step} 步未保存。已保存的步骤：{steps}。',
  },
  'fork-state-missing': {
    en: 'The state this fork starts from is gone or damaged. Fork the first run again.',
    'zh-CN': '此分叉所用的起始状态已丢失或损坏。请从最初的运行重新分叉。',
  },
  'fork-other-size': {
    en: 'A fork goes on with {given}; this latent is {wanted}. Keep width, height and frames as they were.',
    'zh-CN': '分叉延续的是 {given}，而当前潜空间为 {wanted}。请保持宽、高和帧数不变。',
  },
  'fork-node-unclear': {
    en: 'Say which node to fork. These keep steps: {nodes}.',
    'zh-CN': '请指明要分叉的节点。保存了步骤的节点：{nodes}。',
  },
  'memory-short': {
    en: 'This needs about {needed} of memory and {free} are free. Take a smaller size or fewer frames, decode in tiles, use windows, or end other programs.',
    'zh-CN':
      '预计需要约 {needed} 内存，目前可用 {free}。请减小尺寸或帧数、分块解码、使用窗口，或关闭其他程序。',
  },
  'disk-short': {
    en: 'This writes about {needed} and {free} are free on the disk of the data folder. Free some space, take a smaller size, or start with --data on another disk.',
    'zh-CN':
      '预计写入约 {needed}，数据文件夹所在磁盘可用 {free}。请清理空间、减小尺寸，或用 --data 指定其他磁盘。',
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
