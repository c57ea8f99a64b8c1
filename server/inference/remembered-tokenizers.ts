import type { Tokenizer } from '../../models/inference-session.ts'
import type { ModelListing } from './model-listing.ts'
import { readTokenizer, tokenizerFile } from './tokenizer.ts'

/** A T5's takes some hundred megabytes once it is read. */
const kept = 2

/** Reads the tokenizers of listed models; the last ones stay in memory. None for a model that has none that can be read. */
export function rememberedTokenizers(): (listing: ModelListing) => Promise<Tokenizer | undefined> {
  const read = new Map<string, Promise<Tokenizer | undefined>>()
  /** A file that could not be read is tried again, as it may be copied just now. */
  const forgotten = (key: string) => void read.delete(key)
  return (listing) => {
    const file = listing.problem ? undefined : tokenizerFile(listing.manifest)
    if (listing.problem || !file) return Promise.resolve(undefined)
    const key = `${listing.folder} ${file.sha256}`
    const found = read.get(key) ?? readTokenizer(listing).catch(() => forgotten(key))
    read.delete(key)
    read.set(key, found)
    for (const old of [...read.keys()].slice(0, -kept)) read.delete(old)
    return found
  }
}
