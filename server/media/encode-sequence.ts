import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { EncodeRequest } from '../../nodes/run-context.ts'
import type { Asset } from '../../workflows/asset.ts'
import { OperationalFailure } from '../../workflows/failure.ts'
import { writeZip } from '../bundle/write-zip.ts'
import type { ZipEntry } from '../bundle/zip-file.ts'
import { madeByModelXmp } from '../file-metadata/made-by-model.ts'
import { withTexts } from '../file-metadata/write-texts.ts'
import { workflowEntry } from '../file-metadata/zip-texts.ts'
import { buildEditGraph } from './edit-graph.ts'
import { graphPorts } from './graph-request.ts'
import type { MediaWork } from './media-setup.ts'
import { runFfmpeg } from './run-ffmpeg.ts'
import { withTemporaryFolder } from './temporary-folder.ts'

/**
 * Every frame as a PNG in one zip, with the workflow beside them; each picture says it when a model made it.
 * @throws OperationalFailure `frames-count-wrong`
 */
export async function encodeSequence(request: EncodeRequest, work: MediaWork): Promise<Asset> {
  const { video } = request
  return withTemporaryFolder(work.intermediatesFolder, async (folder) => {
    const { facts } = video
    const graphRequest = { ...graphPorts(work), pixels: 'rgb', withAudio: false, withAlpha: true } as const
    const { graph, video: pad } = await buildEditGraph(video, graphRequest)
    const out = graph.link([pad], [facts.hasAlpha ? 'format=rgba' : 'format=rgb24'])
    const target = join(folder, '%06d.png')
    const options = [
      '-map',
      out,
      '-c:v',
      'png',
      '-f',
      'image2',
      '-start_number',
      '0',
      ...work.ffmpeg.everyFrameOnce,
    ]
    const job = { inputs: graph.inputs, filter: graph.toString(), output: { target, options } }
    const frames = await runFfmpeg(job, {
      ...work,
      onFrames: (count) => request.progress?.(count, facts.frames),
    })
    if (frames !== facts.frames)
      throw new OperationalFailure('frames-count-wrong', { given: frames, wanted: facts.frames })
    const zip = join(folder, 'frames.zip')
    await writeZip(zip, sequenceEntries(folder, request))
    const { width, height, fps } = facts
    const about = { width, height, frames, fps, hasAudio: false, ...(facts.hasAlpha && { hasAlpha: true }) }
    const name = `${request.name}.zip`
    return work.assets.putFile(zip, { name, mediaType: 'application/zip', kind: 'other', video: about })
  })
}

async function* sequenceEntries(
  folder: string,
  { workflow, madeByModel }: EncodeRequest,
): AsyncGenerator<ZipEntry> {
  if (workflow !== undefined)
    yield { name: workflowEntry, bytes: Buffer.from(JSON.stringify(workflow, undefined, 2)) }
  const carried = madeByModel ? { xmp: madeByModelXmp } : {}
  for (const name of (await readdir(folder)).filter((file) => file.endsWith('.png')).sort())
    yield { name, bytes: withTexts(await readFile(join(folder, name)), 'png', carried) }
}
