import { type AudioFacts, mixRate } from '../../workflows/asset.ts'
import { UserFailure } from '../../workflows/failure.ts'
import { probed, type ProbedFile } from './probe.ts'
import { readStreams } from './probe-streams.ts'
import type { FfmpegEnvironment } from './run-ffmpeg.ts'
import { probeLines } from './run-ffprobe.ts'

/**
 * Facts of the first sound in a file, to the sample. @throws UserFailure `media-empty`, `media-not-sound`,
 * `media-not-video`
 */
export async function probeSound(file: ProbedFile, environment: FfmpegEnvironment): Promise<AudioFacts> {
  return probed(file, async () => {
    const { streams, format } = await readStreams(file.path, environment)
    const sound = streams.find((stream) => stream.codec_type === 'audio')
    const refused = (detail: string) => new UserFailure('media-not-sound', { name: file.name, detail })
    if (!sound) throw refused('no sound in it')
    const seconds = (await endOf(file.path, environment)) - format.start_time
    const samples = Math.round(seconds * mixRate)
    if (!(samples > 0)) throw refused('no samples in it')
    return { samples, channels: sound.channels, sampleRate: sound.sample_rate, codec: sound.codec_name }
  })
}

/** When the last packet of sound has been heard, in seconds on the file's clock. */
async function endOf(path: string, environment: FfmpegEnvironment): Promise<number> {
  const options = [
    ...['-select_streams', 'a:0', '-print_format', 'compact=p=0:nk=1'],
    ...['-show_entries', 'packet=pts_time,duration_time'],
  ]
  let end = 0
  for await (const line of probeLines(path, options, environment)) {
    const [time = NaN, duration = 0] = line.split('|').map(Number)
    if (Number.isFinite(time)) end = Math.max(end, time + (Number.isFinite(duration) ? duration : 0))
  }
  return end
}
