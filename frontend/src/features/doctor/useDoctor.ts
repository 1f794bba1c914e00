import { useMutation } from '@tanstack/react-query';
import { useClient } from '@/bridge/context';
import type { Draft } from './draft';
import { base64Of } from './draft';

/** Signs and verifies. What was pasted is forgotten with the call. */
export function useDoctor(environment: string) {
  const client = useClient();
  const verify = useMutation({
    mutationFn: (draft: Draft) => client.signatures.verify({
      signer: draft.signer, method: 'POST', path: draft.path, headers: draft.headers, body: base64Of(draft.body), publicKey: draft.publicKey,
    }),
    gcTime: 0,
  });
  const sign = useMutation({
    mutationFn: (draft: Draft) => client.signatures.sign({
      environment, path: draft.path, clientId: draft.clientId, requestTime: draft.requestTime, keyVersion: '', body: base64Of(draft.body), privateKey: draft.privateKey,
    }),
    gcTime: 0,
  });
  return { verify, sign };
}
