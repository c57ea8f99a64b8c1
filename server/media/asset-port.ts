import type { Asset } from '../../workflows/asset.ts'

/** What a finished file is, besides its bytes. */
export type NewAsset = Pick<Asset, 'name' | 'mediaType' | 'kind' | 'image' | 'video' | 'audio'>

/** What media work needs of the asset store. */
export interface AssetPort {
  /** @throws UserFailure `asset-missing` */
  get(id: string): Promise<Asset>
  /** Where the bytes lie; the file is only read. */
  pathOf(asset: Asset): string | Promise<string>
  /** Takes the file over (moves or copies it) and answers with its asset; the same bytes are kept once. */
  putFile(temporaryPath: string, asset: NewAsset): Promise<Asset>
}
