import { isCertificateCode, isUnreachedCode } from '../../lib/networkCodes';

describe('the code of a network error', () => {
	it.each(['DEPTH_ZERO_SELF_SIGNED_CERT', 'CERT_HAS_EXPIRED', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'ERR_TLS_CERT_ALTNAME_INVALID'])('tells a certificate that is not accepted: %s', (code) => {
		expect([isCertificateCode(code), isUnreachedCode(code)]).toEqual([true, false]);
	});

	it.each(['ENOTFOUND', 'ECONNREFUSED', 'EHOSTDOWN'])('tells that nothing was sent: %s', (code) => {
		expect([isCertificateCode(code), isUnreachedCode(code)]).toEqual([false, true]);
	});

	it.each(['ECONNRESET', 'ETIMEDOUT', 'EPROTO', ''])('leaves open what was done: %p', (code) => {
		expect([isCertificateCode(code), isUnreachedCode(code)]).toEqual([false, false]);
	});
});
