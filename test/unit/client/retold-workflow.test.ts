import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { retoldWorkflow } from '../../../client/document/translate-documents.ts'
import { translatedWorkflow } from '../../../workflows/translated-workflow.ts'
import { workflowSchema } from '../../../workflows/workflow-file.ts'

const file = new URL('../../../workflows/examples/text-to-video.workflow.json', import.meta.url)
const source = workflowSchema.parse(JSON.parse(readFileSync(file, 'utf8')))

describe('an opened template', () => {
  it('follows a switch of the language, there and back', () => {
    const english = translatedWorkflow(source, 'en')
    const chinese = retoldWorkflow(english, source, 'zh-CN')
    expect([chinese.name, chinese.graph.nodes.negative?.title]).toEqual(['文生视频', '负向提示词'])
    expect(retoldWorkflow(chinese, source, 'en')).toEqual(english)
  })

  it('keeps the names a person gave', () => {
    const own = { ...translatedWorkflow(source, 'en'), description: 'Mine' }
    expect(retoldWorkflow(own, source, 'zh-CN').description).toBe('Mine')
  })
})
