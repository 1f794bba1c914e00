// APIKeys: Bearer keys, field for field as the service gives them.

export type APIKeyKind = 'standard' | 'restricted';

export interface APIKey {
  id: string;
  name: string;
  kind: APIKeyKind;
  prefix: string;
  allowedApis: string[];
  allowedIps: string[];
  createdAt: string;
  /** '' while it works. */
  revokedAt: string;
}

export interface CreatedAPIKey {
  key: APIKey;
  /** Shown this once. */
  secret: string;
}

export interface APIKeyToCreate {
  environment: string;
  name: string;
  kind: APIKeyKind;
  allowedApis: string[];
  allowedIps: string[];
}
