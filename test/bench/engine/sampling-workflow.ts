import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectFolder } from '../../../server/project-folder.ts'
import { parseWorkflowText, type Workflow } from '../../../workflows/workflow-file.ts'

/** The shipped text-to-video example without its upscaler: real sampling of the shipped model. */
export function samplingWorkflow(): Workflow {
  const file = join(projectFolder, 'workflows/examples/text-to-video.workflow.json')
  const workflow = parseWorkflowText(readFileSync(file, 'utf8'))
  const { upscale } = workflow.graph.nodes
  if (upscale) upscale.mode = 'bypass'
  return workflow
}
