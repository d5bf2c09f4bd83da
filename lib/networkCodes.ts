/** What the code of a network error says: Node's own codes, of TLS and of the socket. Pure. */

const UNREACHED = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN']);

/** No connection was made, so nothing was done. */
export function isUnreachedCode(code: string): boolean {
	return UNREACHED.has(code);
}

/** The certificate is not accepted: https://nodejs.org/api/tls.html#x509-certificate-error-codes, and ERR_TLS_CERT_... */
export function isCertificateCode(code: string): boolean {
	return /CERT|UNABLE_TO_|SELF_SIGNED/.test(code);
}
