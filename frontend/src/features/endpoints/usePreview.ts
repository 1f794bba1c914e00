import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useClient } from '@/bridge/context';
import type { Preview } from '@/bridge/endpointTypes';
import { queryKeys } from '@/bridge/keys';
import type { CodeMark } from '@/components/code/CodeMirror';
import { useEnvironment } from '@/components/environment';
import { ruleOf } from './rule';
import type { Draft } from './rule';

/** The value as it stood still for a moment: nobody asks at every key. */
function useSettled<T>(value: T, millis: number): T {
  const [settled, setSettled] = useState(value);
  const text = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(JSON.parse(text) as T), millis);
    return () => clearTimeout(timer);
  }, [text, millis]);
  return settled;
}

/** What the rule would answer, asked for again when typing pauses. */
export function usePreview(draft: Draft, id: string) {
  const client = useClient();
  const { environment } = useEnvironment();
  const input = useSettled({ environment: environment.id, id, path: draft.path, rule: ruleOf(draft) }, 300);
  return useQuery({ queryKey: queryKeys.preview(input), queryFn: () => client.endpoints.preview(input), placeholderData: keepPreviousData, gcTime: 0 });
}

const none: CodeMark[] = [];

/** The mistakes in the bodies, by step; the same list as long as the answer is the same. */
export function useBodyMarks(preview: Preview | undefined): (step: number) => CodeMark[] {
  return useMemo(() => {
    const bySteps = preview?.steps.map((step) => step.faults.filter((fault) => fault.field.endsWith('.body')).map(({ line, message }) => ({ line, message }))) ?? [];
    return (step) => bySteps[step] ?? none;
  }, [preview]);
}
