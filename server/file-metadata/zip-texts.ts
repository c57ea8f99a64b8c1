import { readZip, zipOf } from '../bundle/zip-file.ts'
import type { FileText } from './file-text.ts'
import { readPngTexts } from './png-texts.ts'

/** The entry of a bundle and of a zip of pictures that holds the graph. */
export const workflowEntry = 'workflow.json'

/** Of a graph, unpacked. */
const largestGraph = 64 * 1024 ** 2
/** Of all entries together, unpacked. */
const largestZip = 2 * 1024 ** 3

export function isZip(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 4)).equals(Buffer.from('PK\x03\x04', 'latin1'))
}

/** As a PNG sequence calls it; what it says of itself holds for all of them. */
const firstFrame = /^0+\.png$/

/**
 * The graph that lies in a zip and what the first picture of a sequence tells; nothing else is unpacked.
 * @throws RangeError for a damaged zip or an enormous graph; a picture that cannot be read tells nothing
 */
export function readZipTexts(zip: Buffer): readonly FileText[] {
  const [graph] = readZip(zip, largestGraph, (name) => name === workflowEntry)
  const texts = graph ? [{ key: 'workflow', text: graph.bytes.toString('utf8') }] : []
  return [...texts, ...firstFrameTexts(zip)]
}

function firstFrameTexts(zip: Buffer): readonly FileText[] {
  try {
    return readZip(zip, largestZip, (name) => firstFrame.test(name)).flatMap(({ bytes }) =>
      readPngTexts(bytes),
    )
  } catch (thrown) {
    if (thrown instanceof RangeError) return []
    throw thrown
  }
}

/**
 * The entries but the graph.
 * @param change what becomes of each
 * @throws RangeError for a damaged or enormous one
 */
export function withoutZipTexts(zip: Buffer, change: (bytes: Buffer) => Buffer): Buffer {
  const others = readZip(zip, largestZip, (name) => name !== workflowEntry)
  return zipOf(others.map(({ name, bytes }) => ({ name, bytes: change(bytes) })))
}
