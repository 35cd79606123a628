import { Group, Kbd, Modal, Stack, Table, Text } from '@mantine/core'
import { t } from '../shared/words'

/** Which keys do what. */
export default function KeySheet({ onClose }: { onClose: () => void }) {
  const sheets: [string, [string, string][]][] = [
    [
      t('Everywhere'),
      [
        ['Ctrl K', t('Find a page, a DAG or a run')],
        ['?', t('This list')],
        ['Esc', t('Close what is open')],
      ],
    ],
    [
      t('A DAG'),
      [
        ['g', t('Graph and grid in turn')],
        ['← → ↑ ↓', t('Move in the grid')],
        ['Enter', t('Open the task instance')],
        ['t', t('Trigger a run')],
      ],
    ],
    [
      t('A run or a task instance'),
      [
        ['Shift C', t('Run again')],
        ['Shift S', t('Mark as success')],
        ['Shift F', t('Mark as failed')],
      ],
    ],
    [
      t('A list'),
      [
        ['/', t('To its first filter')],
        ['f', t('One filter more')],
      ],
    ],
    [
      t('A log'),
      [
        ['/', t('Find in the log')],
        ['w', t('Wrap long lines')],
        ['e', t('Open or close all groups')],
        ['Shift E', t('To the first error')],
        ['s', t('Source')],
        ['d', t('Download')],
        ['t', t('Times')],
        ['f', t('Full screen')],
        ['Ctrl ↑ ↓', t('To the beginning, to the end')],
      ],
    ],
  ]
  return (
    <Modal opened onClose={onClose} title={t('Keys')} closeButtonProps={{ 'aria-label': t('Close') }}>
      <Stack>
        {sheets.map(([name, keys]) => (
          <div key={name}>
            <Text fw={600} size="sm">
              {name}
            </Text>
            <Table withRowBorders={false} verticalSpacing={3}>
              <Table.Tbody>
                {keys.map(([key, what]) => (
                  <Table.Tr key={key}>
                    <Table.Td w={130}>
                      <Group gap={4}>
                        {key.split(' ').map((one) => (
                          <Kbd key={one}>{one}</Kbd>
                        ))}
                      </Group>
                    </Table.Td>
                    <Table.Td>{what}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </div>
        ))}
      </Stack>
    </Modal>
  )
}
