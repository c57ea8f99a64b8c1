/** Small RGB8 pictures, one after another: frames · height · width · 3 bytes. */
export interface LatentPictures {
  readonly width: number
  readonly height: number
  readonly frames: number
  readonly data: Uint8Array
}
