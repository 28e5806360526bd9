import type { Call } from '@/lib/messaging/contract';
import { answer } from './answers';

/** Stands in for `webextension-polyfill` in the stories: messages are answered in the page itself. */
export default {
  runtime: {
    async sendMessage(message: Call) {
      const story = new URLSearchParams(location.search).get('story') ?? 'connected';
      if (story === 'loading') return new Promise(() => undefined);
      return structuredClone(answer(story, message));
    },
    openOptionsPage: async () => undefined,
  },
};
