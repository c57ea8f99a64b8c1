import { join } from 'node:path'
import { findFfmpeg } from '../../../server/media/ffmpeg-path.ts'
import { type BuiltServer, startBuiltServer } from './built-server.ts'
import { type Measured, measured, measuredCommand, type Row } from './measured.ts'

const { ffmpeg } = await findFfmpeg()
const crf = '23'
const bt709 = [
  '-color_range',
  'tv',
  '-colorspace',
  'bt709',
  '-color_primaries',
  'bt709',
  '-color_trc',
  'bt709',
]
const encoder = (preset: string) => [
  '-c:v',
  'libx264',
  '-preset',
  preset,
  '-crf',
  crf,
  '-pix_fmt',
  'yuv420p',
  ...bt709,
]
const sound = ['-c:a', 'aac', '-b:a', '192k']

interface Size {
  readonly size: string
  readonly seconds: number
}

/** A clip with motion, texture and sound. */
async function makeClip(folder: string, { size, seconds }: Size): Promise<string> {
  const file = join(folder, `${size}-${seconds}.mp4`)
  const picture = `testsrc2=s=${size}:r=30:d=${seconds}`
  await measuredCommand(ffmpeg, [
    ...['-f', 'lavfi', '-i', picture, '-f', 'lavfi', '-i', `sine=f=220:d=${seconds}`],
    ...[
      '-c:v',
      'libx264',
      '-preset',
      'ultrafast',
      '-g',
      '250',
      '-pix_fmt',
      'yuv420p',
      ...bt709,
      ...sound,
      file,
    ],
  ])
  return file
}

const node = (type: string, params: object) => ({ type, version: 1, params, position: { x: 0, y: 0 } })

interface Wire {
  readonly from: string
  readonly to: string
  readonly port?: string
  readonly order?: number
}
const wire = ({ from, to, port = 'video', order = 0 }: Wire) => ({
  ...{ from: { node: from, port: 'video' }, to: { node: to, port }, order },
})
const save = (preset: string) => node('save-video', { crf: Number(crf), preset })
const graph = (nodes: object, edges: object[]) => ({ nodes, edges, groups: {}, notes: {} })

async function compared(folder: string, ours: (server: BuiltServer) => Promise<unknown>, theirs: string[]) {
  const server = await startBuiltServer(join(folder, `data-${Date.now()}`))
  try {
    const graphToRun = await ours(server)
    const our = await measured(server.pid, () => server.run(graphToRun))
    return { our, their: await measuredCommand(ffmpeg, [...theirs, join(folder, 'theirs.mp4')]) }
  } finally {
    await server.close()
  }
}

function rows(what: string, { our, their }: { our: Measured; their: Measured }, extra: number): Row[] {
  const megabytes = (value: number) => `${value.toFixed(0)} MB`
  return [
    { what: `${what}: ours`, value: `${our.seconds.toFixed(1)} s`, goal: '' },
    { what: `${what}: one ffmpeg command`, value: `${their.seconds.toFixed(1)} s`, goal: '' },
    { what: 'ours ÷ theirs', value: (our.seconds / their.seconds).toFixed(2), goal: '≤ 1.5' },
    { what: 'peak of all our processes', value: megabytes(our.peakMegabytes), goal: '' },
    { what: 'peak of the command', value: megabytes(their.peakMegabytes), goal: '' },
    {
      what: 'more than the command',
      value: megabytes(our.peakMegabytes - their.peakMegabytes),
      goal: `≤ ${extra} MB`,
    },
  ]
}

/** 60 s of 720p30 through load → invert → save. */
export async function benchInvert(folder: string): Promise<Row[]> {
  const preset = process.env.BENCH_PRESET ?? 'medium'
  const clip = await makeClip(folder, { size: '1280x720', seconds: Number(process.env.BENCH_SECONDS ?? 60) })
  const theirs = ['-i', clip, '-vf', 'negate', ...encoder(preset), ...sound, '-movflags', '+faststart']
  const result = await compared(
    folder,
    async (server) => {
      const asset = (await server.upload(clip)).id
      const nodes = {
        load: node('load-video', { asset }),
        invert: node('invert-video', {}),
        save: save(preset),
      }
      return graph(nodes, [wire({ from: 'load', to: 'invert' }), wire({ from: 'invert', to: 'save' })])
    },
    theirs,
  )
  return rows(`720p30 load → invert → save (${preset})`, result, 300)
}

/** 1080p30 through load → resize → crossfade concat with itself → colour → save, for 30 s and 3 min. */
export async function benchChain(folder: string): Promise<Row[]> {
  const lengths = (process.env.BENCH_SECONDS ?? '30,180').split(',').map(Number)
  const results = []
  for (const seconds of lengths) results.push({ seconds, ...(await chain(folder, seconds)) })
  const [short, long] = results
  const told = results.flatMap((result) =>
    rows(`1080p30, ${result.seconds} s, five nodes (ultrafast)`, result, 400),
  )
  if (!short || !long) return told
  const ratio = long.our.peakMegabytes / short.our.peakMegabytes
  return [
    ...told,
    { what: 'peak of the long clip ÷ of the short one', value: ratio.toFixed(2), goal: '≤ 1.1' },
  ]
}

async function chain(folder: string, seconds: number) {
  const clip = await makeClip(folder, { size: '1920x1080', seconds })
  const colors = 'eq=brightness=0.05:contrast=1.1:saturation=1.2:gamma=1'
  const filter = [
    '[0:v]scale=1280:720:flags=lanczos[a];[1:v]scale=1280:720:flags=lanczos[b]',
    `[a][b]xfade=transition=fade:duration=1:offset=${seconds - 1},${colors},format=yuv420p[v]`,
    '[0:a][1:a]acrossfade=d=1[s]',
  ].join(';')
  const theirs = [
    ...['-i', clip, '-i', clip, '-filter_complex', filter, '-map', '[v]', '-map', '[s]'],
    ...[...encoder('ultrafast'), ...sound, '-movflags', '+faststart'],
  ]
  return compared(
    folder,
    async (server) => {
      const asset = (await server.upload(clip)).id
      const nodes = {
        load: node('load-video', { asset }),
        resize: node('resize-video', { width: 1280, height: 720, fit: 'stretch' }),
        concat: node('concat-videos', { join: 'crossfade', frames: 30 }),
        color: node('adjust-colors', { brightness: 0.05, contrast: 1.1, saturation: 1.2 }),
        save: save('ultrafast'),
      }
      return graph(nodes, [
        wire({ from: 'load', to: 'resize' }),
        wire({ from: 'resize', to: 'concat', port: 'videos', order: 0 }),
        wire({ from: 'resize', to: 'concat', port: 'videos', order: 1 }),
        wire({ from: 'concat', to: 'color' }),
        wire({ from: 'color', to: 'save' }),
      ])
    },
    theirs,
  )
}
