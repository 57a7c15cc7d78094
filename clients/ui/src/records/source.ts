import type { Content, Session } from "@assistant/protocol";

/** The bytes of a content, read in chunks where they are kept as a blob. */
export async function readContent(session: Session, content: Content, signal?: AbortSignal): Promise<Uint8Array> {
  if (content.bytes !== undefined) return decode(content.bytes);
  const whole = new Uint8Array(content.size);
  for (let offset = 0; offset < content.size && content.blob !== undefined; ) {
    const { bytes } = await session.call("blobs/read", { blob: content.blob, offset }, signal === undefined ? undefined : { signal });
    const chunk = decode(bytes);
    if (chunk.length === 0) break;
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}

function decode(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
