/** Undoes a move: asked whether it may be undone now when it is pressed, told what that does, and only then ordered. */
import { Button } from '@mantine/core'
import type { Undo, UndoKind } from '@pcu/contract'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiFailure, ask, tell } from '../../api/client.ts'
import { useMay } from '../../api/use-access.ts'
import { Notice } from '../../ui/notice.tsx'
import { Question } from '../../ui/question.tsx'
import classes from './history.module.css'
import { historyText } from './text.ts'

const text = historyText.undo
const ICON = 16

interface UndoProps {
  readonly id: number
  readonly does: UndoKind
  /** Of the title, for those who hear the button without its row. */
  readonly title: string
}

/** The button, and what was said when it was pressed. */
export function UndoButton({ id, does, title }: UndoProps) {
  const may = useMay('operate')
  const [asking, setAsking] = useState(false)
  const looking = useMutation({
    mutationFn: () => ask('askUndo', { params: { id } }),
    onMutate: () => ordering.reset(),
    onSuccess: ({ refusal }) => setAsking(refusal === null)
  })
  const ordering = useMutation({ mutationFn: () => tell('undo', {}, { id }) })
  const held = !may || looking.isPending || ordering.isPending
  const order = () => {
    setAsking(false)
    ordering.mutate()
  }
  return (
    <div className={classes.undo}>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconArrowBackUp size={ICON} aria-hidden="true" />}
        aria-label={text.of(text.does[does], title)}
        aria-disabled={held}
        data-disabled={held}
        title={may ? undefined : text.notYours}
        onClick={() => held || looking.mutate()}
      >
        {text.does[does]}
      </Button>
      <Said looking={looking} ordering={ordering} />
      <Question
        title={text.title}
        opened={asking}
        close={() => setAsking(false)}
        goes={looking.data?.sentence ?? ''}
        promises={[text.onlyThis, text.checkedAgain, text.undoable]}
        no={text.no}
        yes={text.does[does]}
        act={order}
      />
    </div>
  )
}

interface Tried {
  readonly error: Error | null
  readonly reset: () => void
}

interface SaidProps {
  readonly looking: Tried & { readonly data: Undo | undefined }
  readonly ordering: Tried & { readonly data: { readonly sentence: string } | undefined }
}

function Said({ looking, ordering }: SaidProps) {
  const error = ordering.error ?? looking.error
  const refusal = looking.data?.refusal ?? null
  const sentence = error?.message ?? refusal ?? ordering.data?.sentence ?? null
  if (sentence === null) return null
  const dismiss = () => {
    looking.reset()
    ordering.reset()
  }
  return (
    <Notice
      tone={error === null && refusal === null ? 'good' : 'bad'}
      sentence={sentence}
      more={error instanceof ApiFailure ? error.more : []}
      dismiss={dismiss}
    />
  )
}
