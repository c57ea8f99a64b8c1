import { access, mkdir, readdir, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import type { EncodeRequest } from '../../nodes/run-context.ts'
import type { Asset, VideoFacts } from '../../workflows/asset.ts'
import { OperationalFailure, UserFailure } from '../../workflows/failure.ts'
import { writeZip } from '../bundle/write-zip.ts'
import { readZip, type ZipEntry } from '../bundle/zip-file.ts'
import { buildEditGraph } from './edit-graph.ts'
import { graphPorts } from './graph-request.ts'
import type { MediaWork } from './media-setup.ts'
import type { ProbedFile } from './probe.ts'
import { runFfmpeg } from './run-ffmpeg.ts'
import { withTemporaryFolder } from './temporary-folder.ts'

const pictures = /\.(png|jpe?g|webp|avif|tiff?)$/i
/** Held in memory while it is read. */
const largestSequence = 1024 ** 3
/** A zip does not say how fast its pictures follow each other. */
const usualFps = { num: 24, den: 1 }

/** Facts of a zip of pictures, in the order of their names; undefined when it holds none. @throws UserFailure */
export async function probeSequence({ path, name }: ProbedFile): Promise<VideoFacts | undefined> {
  const entries = await picturesIn(path, name)
  const [first] = entries
  if (!first) return undefined
  const { autoOrient, hasAlpha } = await sharp(first.bytes)
    .metadata()
    .catch((cause: unknown) => {
      throw new UserFailure(
        'media-not-image',
        { name: first.name, detail: (cause as Error).message },
        { cause },
      )
    })
  const { width, height } = autoOrient
  const facts = { width, height, frames: entries.length, fps: usualFps, hasAudio: false }
  return hasAlpha ? { ...facts, hasAlpha } : facts
}

/** The pictures of a zip as numbered PNGs, all as large as the first; answers with ffmpeg's pattern for them. */
export async function sequenceFiles(asset: Asset, work: MediaWork): Promise<string> {
  const target = join(work.intermediatesFolder, `sequence-${asset.id}`)
  const exists = await access(target).then(
    () => true,
    () => false,
  )
  if (!exists) await unpack(asset, target, work)
  return join(target, '%06d.png')
}

async function unpack(asset: Asset, target: string, work: MediaWork): Promise<void> {
  const entries = await picturesIn(await work.assets.pathOf(asset), asset.name)
  const { width, height } = asset.video ?? { width: undefined, height: undefined }
  await withTemporaryFolder(work.intermediatesFolder, async (folder) => {
    const made = join(folder, 'frames')
    await mkdir(made)
    for (const [index, { bytes }] of entries.entries()) {
      work.signal.throwIfAborted()
      const upright = sharp(bytes).autoOrient().toColourspace('srgb')
      const sized = upright.resize({ width, height, fit: 'cover' })
      await sized.png({ compressionLevel: 1 }).toFile(join(made, `${String(index).padStart(6, '0')}.png`))
    }
    await rename(made, target)
  })
}

async function picturesIn(path: string, name: string): Promise<readonly ZipEntry[]> {
  try {
    const entries = readZip(await readFile(path), largestSequence).filter((entry) =>
      pictures.test(entry.name),
    )
    return entries.toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }))
  } catch (cause) {
    throw new UserFailure('media-not-video', { name, detail: (cause as Error).message }, { cause })
  }
}

/** Every frame as a PNG in one zip, with the workflow beside them. @throws OperationalFailure `frames-count-wrong` */
export async function encodeSequence(request: EncodeRequest, work: MediaWork): Promise<Asset> {
  const { video, workflow } = request
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
    await writeZip(zip, sequenceEntries(folder, workflow))
    const { width, height, fps } = facts
    const about = { width, height, frames, fps, hasAudio: false, ...(facts.hasAlpha && { hasAlpha: true }) }
    const name = `${request.name}.zip`
    return work.assets.putFile(zip, { name, mediaType: 'application/zip', kind: 'other', video: about })
  })
}

async function* sequenceEntries(folder: string, workflow: unknown): AsyncGenerator<ZipEntry> {
  if (workflow !== undefined)
    yield { name: 'workflow.json', bytes: Buffer.from(JSON.stringify(workflow, undefined, 2)) }
  for (const name of (await readdir(folder)).filter((file) => file.endsWith('.png')).sort())
    yield { name, bytes: await readFile(join(folder, name)) }
}
