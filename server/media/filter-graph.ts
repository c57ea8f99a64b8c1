import type { FfmpegInput } from './run-ffmpeg.ts'

/** One end of a link in a filter graph, e.g. `[n3]` or `[0:V:0]`. */
export type Pad = `[${string}]`

/** An ffmpeg filter graph while it is being written. */
export class FilterGraph {
  readonly inputs: FfmpegInput[] = []
  private readonly chains: string[] = []
  private pads = 0

  /** Adds a file; answers with its number. */
  addInput(input: FfmpegInput): number {
    return this.inputs.push(input) - 1
  }

  /** Sends pads through filters (empty ones are left out) and answers with the pad that comes out. */
  link(from: readonly Pad[], filters: readonly string[]): Pad {
    const [pad] = this.linkMany(from, { filters, count: 1 })
    return pad
  }

  /** Like `link` for a last filter with several outputs, such as `split`. */
  linkMany(
    from: readonly Pad[],
    { filters, count }: { readonly filters: readonly string[]; readonly count: number },
  ): [Pad, ...Pad[]] {
    const out = Array.from({ length: count }, () => this.newPad()) as [Pad, ...Pad[]]
    this.chains.push(`${from.join('')}${filters.filter(Boolean).join(',') || 'null'}${out.join('')}`)
    return out
  }

  /** Throws away what comes out of a pad: ffmpeg refuses graphs with open ends. */
  drain(pad: Pad): void {
    this.chains.push(`${pad}nullsink`)
  }

  /** For `-filter_complex`. */
  toString(): string {
    return this.chains.join(';')
  }

  private newPad(): Pad {
    return `[n${this.pads++}]`
  }
}
