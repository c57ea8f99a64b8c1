import type { DragEvent } from 'react'
import { type Asset, assetSchema } from '../../workflows/asset.ts'
import { openCarried, openFile, tellError } from '../document/document-file.ts'
import { addNodeAt } from '../document/graph-commands.ts'
import { nodeData } from '../library/installed-store.ts'
import { uploadAsset } from '../server-link/server-calls.ts'
import type { ScreenPoint } from '../view/view-store.ts'
import { toCanvas } from './canvas-view.ts'
import { draggedAsset, draggedNodeType } from './dragged.ts'

/** Nodes from the list, assets from the gallery, and files from outside. */
export function takeDrop(event: DragEvent): void {
  event.preventDefault()
  const at = toCanvas({ x: event.clientX, y: event.clientY })
  const definition = nodeData(event.dataTransfer.getData(draggedNodeType))
  const asset = readAsset(event.dataTransfer.getData(draggedAsset))
  const file = event.dataTransfer.files[0]
  if (definition) addNodeAt(definition, at)
  else if (asset) addLoader(asset, at)
  else if (file) void takeFile(file, { at, asNode: event.altKey })
}

function readAsset(text: string): Asset | undefined {
  if (!text) return undefined
  const parsed = assetSchema.safeParse(JSON.parse(text))
  return parsed.success ? parsed.data : undefined
}

/** A file that carries a workflow opens it; another one, or any with Alt held, becomes the node that loads it. */
async function takeFile(file: File, { at, asNode }: { at: ScreenPoint; asNode: boolean }): Promise<void> {
  if (file.name.endsWith('.json')) {
    await openFile(file)
    return
  }
  if (!asNode && (await openCarried(file))) return
  try {
    addLoader(await uploadAsset(file), at)
  } catch (error) {
    tellError(error)
  }
}

function addLoader(asset: Asset, at: ScreenPoint): void {
  // A zip of pictures is a clip.
  const kind = asset.kind !== 'other' ? asset.kind : asset.video ? 'video' : 'image'
  const definition = nodeData(`load-${kind}`)
  const param = definition?.params.find(({ kind }) => kind === 'asset')
  if (!definition || !param) return
  addNodeAt(definition, at, { params: { [param.name]: asset.id } })
}
