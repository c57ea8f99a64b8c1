import { join } from 'node:path'
import type { EncodeSoundRequest } from '../../nodes/run-context.ts'
import { type Asset, mixRate } from '../../workflows/asset.ts'
import { addWavTexts } from '../file-metadata/wav-texts.ts'
import { buildSoundGraph } from './edit-graph.ts'
import { graphPorts } from './graph-request.ts'
import type { MediaWork } from './media-setup.ts'
import { metadataOptions } from './metadata-file.ts'
import { runFfmpeg } from './run-ffmpeg.ts'
import { withTemporaryFolder } from './temporary-folder.ts'

interface SoundFormat {
  readonly extension: string
  readonly mediaType: string
  readonly codec: (kilobits: number) => readonly string[]
}

const soundFormats: Readonly<Record<EncodeSoundRequest['format'], SoundFormat>> = {
  wav: { extension: 'wav', mediaType: 'audio/wav', codec: () => ['-c:a', 'pcm_s16le', '-f', 'wav'] },
  flac: { extension: 'flac', mediaType: 'audio/flac', codec: () => ['-c:a', 'flac', '-f', 'flac'] },
  mp3: {
    extension: 'mp3',
    mediaType: 'audio/mpeg',
    codec: (kilobits) => ['-c:a', 'libmp3lame', '-b:a', `${kilobits}k`, '-id3v2_version', '3', '-f', 'mp3'],
  },
  m4a: {
    extension: 'm4a',
    mediaType: 'audio/mp4',
    codec: (kilobits) => [
      ...['-c:a', 'aac', '-b:a', `${kilobits}k`, '-movflags', '+faststart+use_metadata_tags', '-f', 'mp4'],
    ],
  },
}

/** Encodes sound, with all its edits, in one ffmpeg run into a file of the asset store. @throws OperationalFailure */
export async function encodeSound(request: EncodeSoundRequest, work: MediaWork): Promise<Asset> {
  const { extension, mediaType, codec } = soundFormats[request.format]
  return withTemporaryFolder(work.intermediatesFolder, async (folder) => {
    const path = join(folder, `sound.${extension}`)
    const { graph, audio } = await buildSoundGraph(request.audio, graphPorts(work))
    const inputs = graph.inputs.length
    const { workflow } = request
    const isWav = request.format === 'wav'
    const tags = isWav ? {} : { workflow }
    const metadata = await metadataOptions(tags, { folder, inputs, ffmpeg: work.ffmpeg })
    const options = ['-map', audio, ...metadata.output, ...codec(request.kilobits)]
    await runFfmpeg(
      {
        inputs: metadata.input ? [...graph.inputs, metadata.input] : graph.inputs,
        filter: graph.toString(),
        output: { target: path, options },
      },
      work,
    )
    if (isWav) await addWavTexts(path, { workflow })
    const { samples } = request.audio.facts
    return work.assets.putFile(path, {
      ...{ name: `${request.name}.${extension}`, mediaType, kind: 'audio' },
      audio: { samples, channels: 2, sampleRate: mixRate },
    })
  })
}
