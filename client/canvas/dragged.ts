/** A node that is dragged out of the node list carries its type under this name. */
export const draggedNodeType = 'application/x-reelgraph-node'

/** An asset that is dragged out of the gallery carries itself as JSON under this name. */
export const draggedAsset = 'application/x-reelgraph-asset'
