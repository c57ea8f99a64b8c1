import { param } from '../define-param.ts'
import type { RunFacts } from '../run-context.ts'

/** What every node that saves a file asks. */
export const nameParam = param.text({
  label: { en: 'Name', 'zh-CN': '名称' },
  help: {
    en: '{workflow}, {node}, {seed}, {date} and {time} are filled in; {n} counts up, so that no two files are called the same.',
    'zh-CN': '{workflow}、{node}、{seed}、{date}、{time} 会自动填入；{n} 递增编号，避免重名。',
  },
  default: '{workflow}',
  maxLength: 200,
  inline: true,
})

export const carryParam = param.toggle({
  label: { en: 'Workflow in the file', 'zh-CN': '内含工作流' },
  help: {
    en: 'The file carries the workflow that made it, with seed and model hashes; dropping it on the canvas opens it. Switch it off for files you give away.',
    'zh-CN': '文件内含生成它的工作流、种子和模型哈希；拖放到画布即可打开。对外分享时可关闭。',
  },
  default: true,
})

/** What goes into the file besides the picture. */
export function carried({ workflow, usesModel }: RunFacts, isCarried: boolean) {
  return { madeByModel: usesModel, ...(isCarried && { workflow }) }
}
