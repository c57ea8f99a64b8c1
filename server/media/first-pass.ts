import { createHash } from 'node:crypto'
import { access } from 'node:fs/promises'
import { devNull } from 'node:os'
import { join } from 'node:path'
import type { VideoValue } from '../../nodes/sockets/video.socket.ts'
import { buildEditGraph, type EditGraphRequest } from './edit-graph.ts'
import { filterText } from './filter-text.ts'
import type { MediaWork } from './media-setup.ts'
import { runFfmpeg } from './run-ffmpeg.ts'
import { finishedFile } from './temporary-folder.ts'
import { workingPixels } from './working-pixels.ts'

interface PassSurroundings {
  readonly work: MediaWork
  readonly ports: Omit<EditGraphRequest, 'pixels' | 'withAudio'>
}

/**
 * What a filter writes about all frames of a video, e.g. how the camera moved: some filters look twice. The file lies
 * among the intermediates and is made once per video and filter.
 * @param filter for the place of the file, as text of a filter graph
 * @throws OperationalFailure; the signal's reason
 */
export async function notesOf(
  video: VideoValue,
  filter: (file: string) => string,
  { work, ports }: PassSurroundings,
): Promise<string> {
  const about = JSON.stringify([video.source, filter('')])
  const name = `notes-${createHash('sha256').update(about).digest('hex')}.txt`
  const target = join(work.intermediatesFolder, name)
  const exists = await access(target).then(
    () => true,
    () => false,
  )
  if (exists) return target
  return finishedFile(target, async (file) => {
    const pixels = workingPixels(video, 'yuv420p')
    const { graph, video: pad } = await buildEditGraph(video, { ...ports, pixels, withAudio: false })
    const out = graph.link([pad], [filter(filterText(file))])
    const output = { target: devNull, options: ['-map', out, '-f', 'null'] }
    await runFfmpeg({ inputs: graph.inputs, filter: graph.toString(), output }, work)
  })
}
