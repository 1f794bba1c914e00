import type { SendAnswer } from '@/bridge/types';

// What was typed and answered outlives the page but not the program: bodies only, never keys.
const drafts = new Map<string, string>();
const answers = new Map<string, SendAnswer>();

export const session = {
  draft: (key: string): string | undefined => drafts.get(key),
  keepDraft: (key: string, body: string) => void drafts.set(key, body),
  forgetDraft: (key: string) => void drafts.delete(key),
  answer: (environment: string): SendAnswer | undefined => answers.get(environment),
  keepAnswer: (environment: string, answer: SendAnswer) => void answers.set(environment, answer),
};
