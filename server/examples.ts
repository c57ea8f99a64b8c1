import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { WorkflowSummary } from '../workflows/api.ts'
import { UserFailure } from '../workflows/failure.ts'
import { parseWorkflowText, type Workflow } from '../workflows/workflow-file.ts'
import { projectFolder } from './project-folder.ts'

const folder = path.join(projectFolder, 'workflows/examples')
const suffix = '.workflow.json'

/** The examples that ship; an example's id is its file name without `.workflow.json`. */
export async function listExamples(): Promise<readonly WorkflowSummary[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(suffix)).sort()
  return Promise.all(
    names.map(async (file) => {
      const id = file.slice(0, -suffix.length)
      const { name, description, translations } = await readExample(id)
      return { id, name, description, translations, revision: 0, savedAt: 0 }
    }),
  )
}

/** @throws UserFailure `not-found` */
export async function readExample(id: string): Promise<Workflow> {
  // The id comes from outside: only a name that is listed becomes part of a path.
  const names = await readdir(folder)
  if (!names.includes(`${id}${suffix}`)) throw new UserFailure('not-found', { what: 'example', id })
  return parseWorkflowText(await readFile(path.join(folder, `${id}${suffix}`), 'utf8'))
}
