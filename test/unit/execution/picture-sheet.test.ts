import { describe, expect, it } from 'vitest'
import { loadCatalog } from '../../../server/catalog.ts'
import { makePlan } from '../../../server/execution/make-plan.ts'
import { emptyWorld, graphOf } from '../../support/graphs.ts'

const catalog = await loadCatalog()

describe('a sweep over what makes pictures', () => {
  it('is summed up in a labelled picture sheet', () => {
    const graph = graphOf(
      {
        clip: { type: 'load-video' },
        overview: { type: 'contact-sheet', params: { columns: { sweep: { values: [2, 3] } } } },
        save: { type: 'save-image' },
      },
      ['clip.video → overview.video', 'overview.image → save.image'],
    )
    const { plan } = makePlan({
      ...{ graph, catalog, world: emptyWorld, before: {}, device: 'cpu', workflowName: 'test' },
    })
    const sheet = plan.steps.find(({ id }) => id === 'save~sheet')
    expect(sheet).toMatchObject({ type: 'compare-images' })
    expect(sheet?.inputs.images?.sources.map(({ step }) => step)).toEqual(['overview~1', 'overview~2'])
    expect(sheet?.params.labels).toBe(plan.cells.map(({ label }) => label).join('\n'))
  })
})
