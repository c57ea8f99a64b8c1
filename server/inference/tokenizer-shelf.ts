import { join } from 'node:path'
import type { Tokenizer } from '../../models/inference-session.ts'
import type { ModelListing } from './model-listing.ts'
import { openTokenizer } from './tokenizer.ts'

/** Tokenizers for the check of prompts before a run. */
export interface TokenizerShelf {
  /** Reads the small ones, and the large ones somebody has asked for. */
  fill(listings: readonly ModelListing[]): Promise<void>
  /** Undefined while it is not read, or cannot be. */
  find(listing: ModelListing): Tokenizer | undefined
}

/** UMT5's 17 MB take a second and 200 MB to read: only who writes a prompt for such a model pays for it. */
const smallBytes = 1e6

export function tokenizerShelf(): TokenizerShelf {
  const read = new Map<string, Tokenizer | undefined>()
  const wanted = new Set<string>()

  async function fillOne(listing: ModelListing): Promise<void> {
    const file = tokenizerFile(listing)
    if (!file || read.has(file.key) || (file.bytes > smallBytes && !wanted.has(file.key))) return
    // What is wrong with the file is told when the model is opened.
    read.set(file.key, await openTokenizer(file.path, file.config).catch(() => undefined))
  }

  return {
    async fill(listings) {
      await Promise.all(listings.map(fillOne))
    },
    find(listing) {
      const key = tokenizerFile(listing)?.key
      if (key === undefined) return undefined
      wanted.add(key)
      return read.get(key)
    },
  }
}

function tokenizerFile(listing: ModelListing) {
  if (listing.problem) return undefined
  const { folder, manifest, configs } = listing
  const file = manifest.files.find(({ path }) => path === 'tokenizer/tokenizer.json')
  return (
    file && { path: join(folder, file.path), bytes: file.bytes, config: configs.tokenizer, key: file.sha256 }
  )
}
