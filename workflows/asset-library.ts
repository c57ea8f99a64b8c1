import { z } from 'zod'
import { assetSchema } from './asset.ts'

/** An asset with what a person did with it. */
export const libraryAssetSchema = z.object({
  asset: assetSchema,
  /** Uploaded, made by a run, or came with the examples. */
  origin: z.enum(['upload', 'output', 'example']),
  favourite: z.boolean(),
  tags: z.array(z.string()),
  /** Milliseconds since 1970; missing when it is not in the trash. */
  trashedAt: z.number().optional(),
})
export type LibraryAsset = z.infer<typeof libraryAssetSchema>

/** `GET /api/library?search=&kind=&origin=&tag=&favourite=1&trash=1&limit=&offset=`, newest first. */
export const libraryQuerySchema = z.object({
  /** Words that all stand in the name or a tag. */
  search: z.string().max(200).default(''),
  kind: z.enum(['image', 'video', 'audio', 'other']).optional(),
  origin: libraryAssetSchema.shape.origin.optional(),
  tag: z.string().max(100).optional(),
  favourite: z.stringbool().optional(),
  trash: z.stringbool().default(false),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  offset: z.coerce.number().int().min(0).default(0),
})
export type LibraryQuery = z.infer<typeof libraryQuerySchema>

export const libraryPageSchema = z.object({ assets: z.array(libraryAssetSchema), total: z.number().int() })

/** `PATCH /api/library/:id` */
export const libraryChangeSchema = z.object({
  name: z.string().trim().min(1).max(255).optional(),
  favourite: z.boolean().optional(),
  tags: z.array(z.string().trim().min(1).max(100)).max(50).optional(),
})
export type LibraryChange = z.infer<typeof libraryChangeSchema>

/** `GET /api/library/:id/uses`: saved workflows that name the asset, and how many runs did. */
export const assetUsesSchema = z.object({
  workflows: z.array(z.object({ id: z.string(), name: z.string() })),
  runs: z.number().int(),
})
export type AssetUses = z.infer<typeof assetUsesSchema>

/** `GET /api/library/usage`, in bytes. */
export const libraryUsageSchema = z.object({
  assets: z.number(),
  trash: z.number(),
  count: z.number().int(),
  /** Above it the trash is emptied, what lies there longest first. */
  budget: z.number(),
})
export type LibraryUsage = z.infer<typeof libraryUsageSchema>

/** Header `x-sprite` of `GET /api/library/:id/sprite`: frames of a clip in one WebP, from left to right. */
export const spriteSchema = z.object({
  frames: z.number().int(),
  width: z.number().int(),
  height: z.number().int(),
})
export type Sprite = z.infer<typeof spriteSchema>

/** `POST /api/uploads { name, byteLength }`, `GET /api/uploads/:id`: how much of a file has arrived. */
export const uploadSchema = z.object({
  id: z.string(),
  name: z.string(),
  byteLength: z.number().int().positive(),
  /** Bytes that are safe; go on from here with `PATCH` and the header `upload-offset`. */
  offset: z.number().int(),
})
export type Upload = z.infer<typeof uploadSchema>
