import type { Content, Session } from "@assistant/protocol";

/** More than this travels as a blob, in chunks of the same size: a frame holds it even in base64. */
const inlineLimit = 256 * 1024;

/** A file's bytes as the contracts take them. */
export async function upload(session: Session, file: Blob, signal?: AbortSignal): Promise<Content> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (bytes.length <= inlineLimit) return { bytes: base64(bytes), size: bytes.length };
  const options = signal === undefined ? {} : { signal };
  const { upload: handle } = await session.call("blobs/create", { size: bytes.length }, options);
  let blob: string | undefined;
  for (let offset = 0; offset < bytes.length; offset += inlineLimit) {
    blob = (await session.call("blobs/write", { upload: handle, offset, bytes: base64(bytes.subarray(offset, offset + inlineLimit)) }, options)).blob;
  }
  if (blob === undefined) throw new Error("The host took the file's last part and gave no handle.");
  return { blob, size: bytes.length };
}

function base64(bytes: Uint8Array): string {
  let text = "";
  // In parts: a call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}
