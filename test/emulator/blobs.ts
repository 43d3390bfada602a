import {
  BlobSASPermissions,
  BlobServiceClient,
  generateBlobSASQueryParameters,
  SASProtocol,
  StorageSharedKeyCredential,
} from '@azure/storage-blob';

const account = 'devstoreaccount1';
/** The well-known key of Azurite, as Microsoft publishes it. */
const key = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

export type Container = 'cache' | 'artifacts';

/** What a download's answer says about the file; part of the signed address. */
export interface Described {
  readonly contentType: string;
  readonly contentDisposition: string;
}

export interface Blobs {
  /** An address that can be written to for an hour. */
  uploadUrl(container: Container, name: string): string;
  downloadUrl(container: Container, name: string, described?: Described): string;
  /** Puts other bytes in a blob's place, or fewer. */
  overwrite(container: Container, name: string, bytes: Uint8Array): Promise<void>;
  read(container: Container, name: string): Promise<Buffer>;
}

/**
 * @param endpoint where the blobs are, for us
 * @param publicEndpoint the same for the clients, if they are to take another way
 */
export async function openBlobs(endpoint: string, publicEndpoint: string = endpoint): Promise<Blobs> {
  const credential = new StorageSharedKeyCredential(account, key);
  const service = new BlobServiceClient(endpoint, credential);
  for (const name of ['cache', 'artifacts'] satisfies Container[]) {
    await service.getContainerClient(name).createIfNotExists();
  }
  const signed = (container: Container, name: string, permissions: string, described?: Described) => {
    const query = generateBlobSASQueryParameters(
      {
        containerName: container,
        blobName: name,
        permissions: BlobSASPermissions.parse(permissions),
        startsOn: new Date(Date.now() - 60_000),
        expiresOn: new Date(Date.now() + 3600_000),
        protocol: SASProtocol.HttpsAndHttp,
        ...described,
      },
      credential,
    );
    return `${publicEndpoint}/${container}/${name}?${query}`;
  };
  const blob = (container: Container, name: string) => service.getContainerClient(container).getBlockBlobClient(name);
  return {
    uploadUrl: (container, name) => signed(container, name, 'cw'),
    downloadUrl: (container, name, described) => signed(container, name, 'r', described),
    overwrite: async (container, name, bytes) => {
      await blob(container, name).uploadData(bytes);
    },
    read: async (container, name) => await blob(container, name).downloadToBuffer(),
  };
}
