import WebSocket from 'ws';

/** A socket with the token in the header. @throws Error when it cannot be opened */
export async function openSocket(url: string, token: string): Promise<WebSocket> {
  const socket = new WebSocket(url, [], { headers: { authorization: `Bearer ${token}` } });
  await new Promise<void>((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return socket;
}
