const keptLines = 4

/** Reads what ffmpeg writes with `-progress`: `frame=17` among other `key=value` lines, and its complaints. */
export class ReportReader {
  frames = 0
  private readonly complaints: string[] = []

  /** True when the line told a number of frames. */
  read(line: string): boolean {
    const frame = /^frame=\s*(\d+)/.exec(line)
    if (frame) this.frames = Number(frame[1])
    else if (line.trim() && !/^[a-z0-9_]+=\s*\S*$/.test(line)) this.complain(line)
    return frame !== null
  }

  /** The last complaints in one line, without addresses and folders. */
  get complaint(): string {
    return this.complaints.join('; ')
  }

  private complain(line: string): void {
    const text = line
      .replace(/^\[[^\]]*\] /, '')
      .replace(/(?:\/[^/\s:]+)+\//g, '')
      .trim()
      .replace(/\.$/, '')
    if (text && this.complaints.at(-1) !== text) this.complaints.push(text)
    if (this.complaints.length > keptLines) this.complaints.shift()
  }
}
