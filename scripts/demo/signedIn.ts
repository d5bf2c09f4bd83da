import { createServer } from 'node:http';

/**
 * Opens n8n signed in: cookies do not look at ports, so a page on the same host may hand n8n's session on.
 * Listens on this machine alone. Returns the address to open.
 */
export async function serveSignedIn(port: number, cookie: string, target: string): Promise<{ url: string; close(): void }> {
	const server = createServer((_request, response) => {
		const cookies = cookie.split('; ').map((pair) => `${pair}; Path=/; HttpOnly; SameSite=Lax`);
		response.writeHead(302, { 'Set-Cookie': cookies, Location: target }).end();
	});
	await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
	return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}
