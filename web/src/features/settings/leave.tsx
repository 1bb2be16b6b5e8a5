/** Whoever leaves with something not saved is asked first: on the way to another page, and by the browser when it closes the tab. */
import { useBlocker } from '@tanstack/react-router'
import { Question } from '../../ui/question.tsx'
import { settingsText } from './text.ts'

const text = settingsText.leave

/** @param many unsaved changes; going from one part of the settings to another loses nothing. */
export function AskBeforeLeaving({ many }: { readonly many: number }) {
  const blocker = useBlocker({
    shouldBlockFn: ({ next }) => many > 0 && !next.fullPath.startsWith('/settings'),
    enableBeforeUnload: many > 0,
    withResolver: true
  })
  const isBlocked = blocker.status === 'blocked'
  return (
    <Question
      title={text.title}
      opened={isBlocked}
      close={() => isBlocked && blocker.reset()}
      goes={text.goes(many)}
      promises={[text.lost]}
      no={text.no}
      yes={text.yes}
      act={() => isBlocked && blocker.proceed()}
    />
  )
}
