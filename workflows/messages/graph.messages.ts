import type { LocalText } from '../text.ts'

/** What can be wrong with a workflow file, a graph, a port or a param. */
export const graphMessages = {
  'workflow-not-json': {
    en: 'This file is not valid JSON ({detail}). Open a *.workflow.json file saved by Reelgraph.',
    'zh-CN': '此文件不是有效的 JSON（{detailZh}）。请打开由 Reelgraph 保存的 *.workflow.json 文件。',
  },
  'workflow-unknown-format': {
    en: 'This JSON is not a Reelgraph workflow. It needs "format": "reelgraph" and a version.',
    'zh-CN': '这个 JSON 不是 Reelgraph 工作流，缺少 "format": "reelgraph" 和版本号。',
  },
  'workflow-from-the-future': {
    en: 'This workflow was saved by a newer Reelgraph (file version {version}, this one reads up to {known}). Update Reelgraph to open it.',
    'zh-CN':
      '此工作流由更新版本的 Reelgraph 保存（文件版本 {version}，当前最高支持 {known}）。请更新 Reelgraph 后再打开。',
  },
  'workflow-damaged': {
    en: 'The workflow is damaged at {place}: {detail}.',
    'zh-CN': '工作流在 {place} 处已损坏：{detailZh}。',
  },
  'unknown-node-type': {
    en: 'No node of type "{type}" is installed. Its values are kept; install it or replace the node.',
    'zh-CN': '未安装类型为“{type}”的节点。其参数已保留；请安装该节点或替换它。',
  },
  'foreign-lora': {
    en: 'A LoRA of ComfyUI’s ({type}): LoRAs are not applied here. Its values are kept. Run without it, or merge it into the model before that is exported to ONNX.',
    'zh-CN':
      '这是 ComfyUI 的 LoRA（{type}），此处无法应用，其参数已保留。可跳过它运行，或在导出 ONNX 之前将其合并到模型中。',
  },
  'foreign-control': {
    en: 'A control model of ComfyUI’s ({type}): none runs here. Its values are kept. Run without it; pictures the video must contain go in through Image to video.',
    'zh-CN':
      '这是 ComfyUI 的控制模型（{type}），此处无法运行，其参数已保留。可跳过它运行；视频必须包含的画面请用“图生视频”给出。',
  },
  'foreign-patch': {
    en: 'A change ComfyUI makes to a model while it runs ({type}): it has no equal here. Its values are kept. Run without it; the picture may differ a little.',
    'zh-CN':
      '这是 ComfyUI 在运行时对模型的修改（{type}），此处没有对应功能，其参数已保留。可跳过它运行，画面可能略有不同。',
  },
  'foreign-pack': {
    en: 'The node “{type}” is of the ComfyUI pack {pack} and has no equal here. Its values are kept. Run without it, or put a node of Reelgraph in its place.',
    'zh-CN':
      '节点“{type}”来自 ComfyUI 扩展 {pack}，此处没有对应节点，其参数已保留。可跳过它运行，或用 Reelgraph 的节点替换。',
  },
  'node-version-newer': {
    en: 'This node was saved by a newer version ({version}, installed is {known}). Update Reelgraph.',
    'zh-CN': '此节点由更新的版本保存（{version}，已安装 {known}）。请更新 Reelgraph。',
  },
  'edge-to-missing-node': {
    en: 'A wire leads to "{node}", which is not in the graph. Remove the wire.',
    'zh-CN': '有连线指向图中不存在的节点“{node}”。请删除该连线。',
  },
  'edge-to-missing-port': {
    en: 'There is no port "{port}" on {node}. Remove the wire or connect it elsewhere.',
    'zh-CN': '{node} 上没有端口“{port}”。请删除连线或连接到其他端口。',
  },
  'wrong-type': {
    en: '{port} takes {wanted}, not {given}. Connect a {wanted} output.',
    'zh-CN': '{port} 需要 {wanted}，而不是 {given}。请连接 {wanted} 输出。',
  },
  'input-missing': {
    en: '{port} is not connected. Connect a {wanted} output.',
    'zh-CN': '{port} 未连接。请连接一个 {wanted} 输出。',
  },
  'too-many-edges': {
    en: '{port} takes one wire, {count} end there. Keep one.',
    'zh-CN': '{port} 只接受一条连线，目前有 {count} 条。请保留一条。',
  },
  cycle: {
    en: 'These nodes wait for each other: {nodes}. Remove one of the wires between them.',
    'zh-CN': '这些节点互相等待：{nodes}。请删除其中一条连线。',
  },
  'param-missing': {
    en: '{param} has no value. Fill it in.',
    'zh-CN': '{param} 没有值。请填写。',
  },
  /** In stored runs only, since `param-not-like` tells the value too. */
  'param-wrong-kind': {
    en: '{param} must be {wanted}.',
    'zh-CN': '{param} 必须是{wanted}。',
  },
  'param-not-like': {
    en: '{param} cannot be {value}. Give a value like {wanted}.',
    'zh-CN': '{param} 不能是 {value}。请填写形如 {wanted} 的值。',
  },
  'param-out-of-range': {
    en: '{param} is {value}; it must lie between {min} and {max}. Try {nearest}.',
    'zh-CN': '{param} 为 {value}，必须在 {min} 到 {max} 之间。可改为 {nearest}。',
  },
  'param-not-a-choice': {
    en: '"{value}" is not a choice of {param}. Choose one of: {choices}.',
    'zh-CN': '“{value}”不是 {param} 的选项。请选择：{choices}。',
  },
  'param-unknown': {
    en: '{node} has no param "{param}".',
    'zh-CN': '{node} 没有参数“{param}”。',
  },
  'text-too-long': {
    en: '{param} has {count} characters; at most {max} are allowed. Shorten it.',
    'zh-CN': '{param} 有 {count} 个字符，最多允许 {max} 个。请缩短。',
  },
  'no-output-node': {
    en: 'Nothing in this workflow saves or shows a result. Add a Save video, Save image or Preview node.',
    'zh-CN': '此工作流没有保存或显示结果的节点。请添加“保存视频”“保存图像”或“预览”节点。',
  },
  'no-output-after': {
    en: 'Nothing after {node} saves or shows a result. Run up to it instead, or add a Save video or Preview node.',
    'zh-CN': '{node} 之后没有保存或显示结果的节点。请改为运行到该节点，或添加“保存视频”或“预览”节点。',
  },
  'target-unknown': {
    en: 'There is no node "{node}" to run to, or it is muted or bypassed. The nodes that run are: {nodes}.',
    'zh-CN': '没有可运行到的节点“{node}”，或它已静音或绕过。可运行的节点：{nodes}。',
  },
  'bypass-without-match': {
    en: '{node} cannot be bypassed: it has no input of type {wanted} to pass on. Mute it instead.',
    'zh-CN': '无法绕过 {node}：没有可直通的 {wanted} 输入。请改用静音。',
  },
  'sweep-invalid': {
    en: '{param} has a sweep that cannot be read ({detail}). Write values, from and to, or lines.',
    'zh-CN': '{param} 的批量取值无法读取（{detail}）。请写 values、from 和 to，或 lines。',
  },
  'sweep-empty': {
    en: '{param} is swept over no values. Add at least one, and a step that is not 0.',
    'zh-CN': '{param} 的批量取值为空。请至少添加一个值，且步长不能为 0。',
  },
  'sweep-uneven': {
    en: '{param} has {count} values, but others that go with it (“{name}”) have another number. Give them equally many.',
    'zh-CN': '{param} 有 {count} 个值，与同组（“{name}”）其他参数的数量不同。请使数量一致。',
  },
  'sweep-too-large': {
    en: 'These sweeps make {count} combinations or more; at most {max} are allowed. Take fewer values, or zip them.',
    'zh-CN': '这些批量取值至少有 {count} 种组合，最多允许 {max} 种。请减少取值，或将它们配对。',
  },
  'each-into-one': {
    en: '{port} takes one value, but {node} lies in a for-each container and makes several. Wire it to a port that takes many, such as Concat videos, or move this node into the container.',
    'zh-CN':
      '{port} 只接受一个值，而 {node} 位于循环容器中，会产生多个值。请连接到可接受多个值的端口（如“拼接视频”），或将此节点移入容器。',
  },
  'set-unknown': {
    en: 'There is no param {target} to set. {hint}',
    'zh-CN': '没有可设置的参数 {target}。{hint}',
  },
  'muted-upstream': {
    en: '{port} comes from the muted node {node}. Unmute it or connect another output.',
    'zh-CN': '{port} 来自已静音的节点 {node}。请取消静音或连接其他输出。',
  },
} as const satisfies Record<string, LocalText>
