/** One message that people would see in a channel. */
export interface ChatPost {
  id: number;
  /** ms epoch. */
  at: number;
  service: 'slack' | 'teams';
  channel: string;
  /** Everything readable in it, one piece per line. */
  text: string;
  /** Addresses its buttons lead to. */
  links: string[];
}

/** What both chat services would show, oldest first. */
export interface Chats {
  list(): ChatPost[];
  post(message: Omit<ChatPost, 'id' | 'at'>): void;
  clear(): void;
}

export function createChats(now: () => number): Chats {
  const posts: ChatPost[] = [];
  let next = 1;
  return {
    list: () => [...posts],
    post: (message) => void posts.push({ ...message, id: next++, at: now() }),
    clear: () => void posts.splice(0),
  };
}
