import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readZip, zipOf } from '../../../server/bundle/zip-file.ts'
import { readZipTexts, withoutZipTexts } from '../../../server/file-metadata/zip-texts.ts'

const graph = { name: 'workflow.json', bytes: Buffer.from('{"format":"reelgraph"}') }
const frame = { name: '000000.png', bytes: Buffer.from('a picture') }

describe('the graph in a zip', () => {
  it('is found without unpacking the rest, and left out of a copy', () => {
    const zip = zipOf([graph, { ...frame, bytes: Buffer.alloc(100) }])
    // The other entry claims to be 4 GB: whoever unpacks it fails.
    zip.writeUInt32LE(0xffffffff, zip.lastIndexOf(frame.name) - 22)
    expect(readZipTexts(zip)).toEqual([{ key: 'workflow', text: '{"format":"reelgraph"}' }])
    expect(() => withoutZipTexts(zip, (bytes) => bytes)).toThrow(RangeError)
    expect(
      readZip(
        withoutZipTexts(zipOf([graph, frame]), (bytes) => bytes),
        100,
      ),
    ).toEqual([frame])
  })

  it('that is damaged or locked is told as such', () => {
    const zip = zipOf([{ name: 'workflow.json', bytes: deflateRawSync(Buffer.from('x'.repeat(99))) }])
    const directory = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]))
    zip.writeUInt16LE(8, directory + 10)
    zip.fill(0xff, 30 + graph.name.length, 34 + graph.name.length)
    expect(() => readZipTexts(zip)).toThrow(RangeError)
  })
})
