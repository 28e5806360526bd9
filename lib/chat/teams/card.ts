import type { ChatMessage } from '../port';

const TEXT = 4000;
const cut = (text: string): string => (text.length > TEXT ? `${text.slice(0, TEXT - 1)}…` : text);

/** Text runs, because a text block would read Markdown: a name could then become a link. */
const plain = (text: string, weight?: 'Bolder') => ({
  type: 'RichTextBlock',
  inlines: [{ type: 'TextRun', text: cut(text), ...(weight ? { weight } : {}) }],
});

/** The envelope a "when a webhook request is received" workflow takes, with one Adaptive Card 1.4. */
export function teamsBody({ title, lines, lists, link }: ChatMessage): Record<string, unknown> {
  const listed = lists.filter((list) => list.items.length > 0);
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          // Read aloud and shown in notifications.
          speak: cut(title),
          body: [
            plain(title, 'Bolder'),
            ...lines.map((line) => plain(line)),
            ...listed.flatMap((list) => [
              plain(list.title, 'Bolder'),
              ...list.items.map((item) => plain(`• ${item}`)),
            ]),
          ],
          actions: [{ type: 'Action.OpenUrl', title: link.label, url: link.url }],
        },
      },
    ],
  };
}
