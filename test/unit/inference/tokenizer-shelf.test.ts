import path from 'node:path'
import { describe, expect, it } from 'vitest'
import pocket from '../../../models/families/pocket.family.ts'
import type { ModelManifest } from '../../../models/model-manifest.ts'
import { promptLength } from '../../../nodes/text/prompt-problems.ts'
import { listModels, type ModelListing } from '../../../server/inference/model-listing.ts'
import { tokenizerShelf } from '../../../server/inference/tokenizer-shelf.ts'

const library = path.resolve(import.meta.dirname, '../../../models/library')
const listing = (await listModels([library])).find(({ id }) => id === 'pocket-v1')!

/** As if its tokenizer was one of many megabytes. */
function withLargeTokenizer(given: ModelListing): ModelListing {
  if (given.problem) throw given.problem
  const files = given.manifest.files.map((file) => ({ ...file, bytes: 17e6 }))
  const manifest: ModelManifest = { ...given.manifest, files }
  return { ...given, manifest }
}

function lengthAhead(text: string, shelf: ReturnType<typeof tokenizerShelf>) {
  if (listing.problem) throw listing.problem
  const { manifest, configs } = listing
  return promptLength(text, { family: pocket, manifest, configs, tokenizer: shelf.find(listing) })
}

describe('the length of a prompt before a run', () => {
  it('is counted by the tokenizer of the model, its marks included, and cut at a word', async () => {
    const shelf = tokenizerShelf()
    await shelf.fill([listing])
    const tokenizer = shelf.find(listing)!
    const text = 'a fox walks, a cat jumps! '.repeat(12)
    const { count, max, cutAfter } = lengthAhead(text, shelf)!
    expect([count, max]).toEqual([tokenizer.encode(text).ids.length, 40])
    expect(count).toBeGreaterThan(text.trim().split(/\s+/).length)
    const places = [...text.matchAll(/\S+/g)].map((word) => text.slice(0, word.index + word[0].length))
    const kept = places.findLast((part) => tokenizer.encode(part).ids.length <= max)!
    expect(kept.endsWith(cutAfter!)).toBe(true)
  })

  it('tells the characters of a Chinese prompt apart', async () => {
    const shelf = tokenizerShelf()
    await shelf.fill([listing])
    expect(lengthAhead('一只猛犸在雪地里行走'.repeat(8), shelf)?.cutAfter).toMatch(/^\p{Script=Han}$/u)
  })

  it('counts words until a large tokenizer, which is read when somebody asks, is there', async () => {
    const large = withLargeTokenizer(listing)
    const shelf = tokenizerShelf()
    await shelf.fill([large])
    expect(shelf.find(large)).toBeUndefined()
    expect(lengthAhead('a cat '.repeat(30), shelf)?.count).toBe(60)
    await shelf.fill([large])
    expect(shelf.find(large)?.maxLength).toBe(40)
  })
})
