import type { Problem } from '../../workflows/problem.ts'
import { applyFirstFixes } from '../check/check-store.ts'
import { problemText } from '../check/problem-text.ts'
import { speech } from '../language/language.ts'
import { dismiss, notify, offer } from '../view/view-store.ts'
import { currentDocument, useDocuments } from './document-store.ts'

const told = 2

/** What is to be known of a workflow that was just opened: who does the work of its model, and what keeps it from running. */
export function tellOpened(problems: readonly Problem[]): void {
  const standsIn = problems.find(({ code }) => code.startsWith('model-stands-in'))
  if (standsIn) offerSizes(standsIn, problems)
  const errors = problems.filter(({ level }) => level === 'error').slice(0, told)
  for (const error of errors) notify(problemText(error, speech()), 'error')
}

/** The stand-in in a sentence, and with one click every size as it was trained at. */
function offerSizes(standsIn: Problem, problems: readonly Problem[]): void {
  const { local, t } = speech()
  const sizes = problems.filter(({ code, fixes }) => code.startsWith('size-far-from-') && fixes.length > 0)
  const labels = [...new Set(sizes.flatMap(({ fixes: [fix] }) => (fix ? [local(fix.label)] : [])))]
  const act = () => applyFirstFixes(sizes, { key: 'edit.sizes' })
  const [label] = labels
  const actions = label ? [{ label: labels.length > 1 ? t('document.use-sizes') : label, act }] : []
  const notice = offer(problemText(standsIn, speech()), actions)
  const { id } = currentDocument().workflow
  // It speaks of the workflow in front.
  const stop = useDocuments.subscribe(() => {
    if (currentDocument().workflow.id === id) return
    dismiss(notice)
    stop()
  })
}
