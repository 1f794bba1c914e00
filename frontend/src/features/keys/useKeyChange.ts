import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useClient } from '@/bridge/context';
import { queryKeys } from '@/bridge/keys';
import type { KeyConfiguration } from '@/bridge/types';
import { useEnvironment } from '@/components/environment';

/** What the cache may hold of a configuration: never a private key. */
export function withoutPrivateKey(keys: KeyConfiguration): KeyConfiguration {
  return { ...keys, merchantPrivateKey: '', merchantPrivateKeyPkcs1: '' };
}

function useKeep(environment: string) {
  const queries = useQueryClient();
  return (keys: KeyConfiguration) => {
    queries.setQueryData(queryKeys.keyConfiguration(environment), withoutPrivateKey(keys));
    void queries.invalidateQueries({ queryKey: ['simulator'] });
    void queries.invalidateQueries({ queryKey: ['merchants'] });
  };
}

/** Makes a new pair. Its answer is forgotten with the dialog that shows it. */
export function useGenerate() {
  const client = useClient();
  const { environment } = useEnvironment();
  const keep = useKeep(environment.id);
  return useMutation({
    mutationFn: (keepPrivate: boolean) => client.keys.generate({ environment: environment.id, keepPrivate }),
    onSuccess: keep,
    gcTime: 0,
  });
}

export interface ImportForm {
  clientId: string;
  publicKey: string;
  privateKey: string;
  keepPrivate: boolean;
}

/** Registers a pair made elsewhere. */
export function useImport() {
  const client = useClient();
  const { environment } = useEnvironment();
  const keep = useKeep(environment.id);
  return useMutation({
    mutationFn: (form: ImportForm) => client.keys.import({ environment: environment.id, ...form }),
    onSuccess: keep,
    gcTime: 0,
  });
}
