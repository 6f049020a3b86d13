import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

/** A mail as a server has taken it. */
export interface TakenMail {
  readonly from: string;
  readonly to: string;
  /** Head and body, decoded. */
  readonly text: string;
}

/** A mail server of a test, which speaks as much SMTP as a client needs, in clear. */
export interface MailServer {
  readonly url: string;
  readonly taken: readonly TakenMail[];
  /** From now on no recipient is known. */
  refuse(): void;
  close(): void;
}

/** Starts a mail server on a free port of this machine. */
export async function startMailServer(): Promise<MailServer> {
  const taken: TakenMail[] = [];
  let refusing = false;
  const server = createServer((socket) => {
    talk(
      socket,
      () => refusing,
      (mail) => taken.push(mail),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    taken,
    refuse: () => {
      refusing = true;
    },
    close: () => server.close(),
  };
}

function talk(socket: Socket, isRefusing: () => boolean, take: (mail: TakenMail) => void): void {
  let [from, to, rest, data] = ['', '', '', ''];
  let inData = false;
  const say = (line: string) => socket.write(`${line}\r\n`);
  const hear = (line: string): void => {
    if (inData && line !== '.') {
      data += `${line}\n`;
      return;
    }
    const [, address = ''] = /<([^>]*)>/.exec(line) ?? [];
    if (inData) {
      inData = false;
      take({ from, to, text: decoded(data) });
      say('250 taken');
    } else if (line.startsWith('MAIL')) {
      from = address;
      say('250 ok');
    } else if (line.startsWith('RCPT')) {
      to = address;
      say(isRefusing() ? `550 no such mailbox ${address}` : '250 ok');
    } else if (line === 'DATA') {
      inData = true;
      data = '';
      say('354 go on');
    } else if (line === 'QUIT') socket.end('221 bye\r\n');
    else if (line === 'STARTTLS') say('502 not here');
    else say('250 mail.test');
  };
  socket.on('error', () => socket.destroy());
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\r\n');
    rest = lines.pop() ?? '';
    for (const line of lines) hear(line);
  });
  say('220 mail.test');
}

/** The body, from whichever encoding the client has chosen for Chinese. */
function decoded(mail: string): string {
  const [head = '', ...body] = mail.split('\n\n');
  const text = body.join('\n\n');
  if (/content-transfer-encoding: base64/i.test(head)) return Buffer.from(text, 'base64').toString();
  const joined = text.replaceAll('=\n', '');
  const bytes = joined.replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  );
  return Buffer.from(bytes, 'latin1').toString();
}
