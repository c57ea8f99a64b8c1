import { beforeEach, describe, expect, it } from 'vitest'
import { conversionFor, insertConversion } from '../../../client/document/convert-wire.ts'
import { currentGraph, openTab, undo } from '../../../client/document/document-store.ts'
import { openedDocument } from '../../../client/document/open-document.ts'
import { useInstalled } from '../../../client/library/installed-store.ts'
import { catalogData } from '../../../nodes/node-data.ts'
import { loadCatalog } from '../../../server/catalog.ts'
import { readExample } from '../../../server/examples.ts'

const { nodes, sockets } = catalogData(await loadCatalog([]))
useInstalled.setState({
  nodes: new Map(nodes.map((node) => [node.id, node])),
  sockets: new Map(sockets.map((socket) => [socket.type, socket])),
})

const idsFor = (given: string, wanted: string) => conversionFor(given, wanted)?.map(({ node }) => node.id)
const sizeOf = () => ({ width: 200, height: 200 })

describe('a wire that does not fit', () => {
  it.each([
    ['LATENT', 'VIDEO', ['decode-video']],
    ['LATENT', 'IMAGE', ['decode-video', 'pick-frame']],
    ['VIDEO', 'IMAGE', ['pick-frame']],
    ['VIDEO', 'LATENT', ['encode-video']],
    ['IMAGE', 'VIDEO', ['image-clip']],
    ['IMAGE', 'LATENT', ['image-clip', 'encode-video']],
    ['IMAGE', 'KNOWN_FRAMES', ['image-to-video']],
    ['TEXT', 'CONDITIONING', ['encode-text']],
    ['SIGMAS', 'SCHEDULE', ['schedule-of-sigmas']],
    ['NOISE', 'VIDEO', undefined],
  ])('from %s to %s is mended by %s', (given, wanted, ids) => {
    expect(idsFor(given, wanted)).toEqual(ids)
  })

  describe('in a graph', () => {
    beforeEach(async () => {
      const example = await readExample('text-to-video')
      openTab(openedDocument({ ...example, id: crypto.randomUUID() }, 0))
    })

    it('is led through the nodes in between in one step of undo, and the old wire gives way', () => {
      const before = currentGraph()
      const [save] = Object.entries(before.nodes).find(([, { type }]) => type === 'save-video')!
      const [sampler] = Object.entries(before.nodes).find(([, { type }]) => type === 'sample')!
      const edge = { from: { node: sampler, port: 'latent' }, to: { node: save, port: 'video' } }
      insertConversion(edge, conversionFor('LATENT', 'VIDEO')!, sizeOf)
      const into = currentGraph().edges.filter(({ to }) => to.node === save && to.port === 'video')
      expect(into).toHaveLength(1)
      const decoder = into[0]!.from.node
      expect(currentGraph().nodes[decoder]?.type).toBe('decode-video')
      expect(decoder in before.nodes).toBe(false)
      const feeding = currentGraph().edges.filter(({ to }) => to.node === decoder)
      expect(feeding.map(({ from, to }) => [from.port, to.port]).sort()).toEqual([
        ['latent', 'latent'],
        ['vae', 'vae'],
      ])
      undo()
      expect(currentGraph()).toEqual(before)
    })

    it('takes two nodes where one is not enough', () => {
      const edge = { from: { node: 'sample', port: 'latent' }, to: { node: 'save', port: 'picture' } }
      const before = Object.keys(currentGraph().nodes).length
      insertConversion(edge, conversionFor('LATENT', 'IMAGE')!, sizeOf)
      expect(Object.keys(currentGraph().nodes)).toHaveLength(before + 2)
      undo()
      expect(Object.keys(currentGraph().nodes)).toHaveLength(before)
    })
  })
})
