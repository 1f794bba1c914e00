import { asked } from './asked';
import { delivered } from './delivered';
import { reached } from './reached';
import { refused } from './refused';
import { running } from './running';
import { samples } from './samples';
import { warned } from './warned';

/**
 * The server speaks English: errors, remedies, problems, warnings. Here is its Chinese, under the
 * sentence as the Go source has it, verbs and all; {1} is what stands for the first verb.
 */
export const serverZh: Record<string, string> = { ...running, ...asked, ...refused, ...delivered, ...reached, ...warned, ...samples };
