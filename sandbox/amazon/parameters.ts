import { invalidInput } from './apiAnswers';

const ISO_8601 = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/** Reads an operation's query parameters and refuses, with 400, what the model does not allow. */
export class Parameters {
	constructor(private readonly query: URLSearchParams) {}

	/** Refuses parameters that the operation does not have: a misspelt one would silently change the result. */
	allowOnly(names: readonly string[]): void {
		for (const name of this.query.keys()) {
			if (!names.includes(name)) throw invalidInput(`Invalid parameter '${name}'.`, `Allowed: ${names.join(', ')}.`);
		}
	}

	/** How many parameters were given. */
	count(): number {
		return new Set(this.query.keys()).size;
	}

	text(name: string): string | undefined {
		const values = this.query.getAll(name);
		if (values.length > 1) throw invalidInput(`Parameter '${name}' is given more than once.`);
		return values[0] === '' ? undefined : values[0];
	}

	/** Commas or repeated parameters. */
	list(name: string, maxItems = Infinity): string[] | undefined {
		const values = this.query
			.getAll(name)
			.flatMap((value) => value.split(','))
			.filter((value) => value !== '');
		if (values.length > maxItems) throw invalidInput(`Parameter '${name}' holds ${values.length} values; at most ${maxItems} are allowed.`);
		return values.length > 0 ? values : undefined;
	}

	/** As Amazon's enums are: upper and lower case differ. */
	enumList<T extends string>(name: string, allowed: readonly T[]): T[] | undefined {
		return this.list(name)?.map((value) => toAllowed(name, value, allowed));
	}

	enumValue<T extends string>(name: string, allowed: readonly T[]): T | undefined {
		const value = this.text(name);
		return value === undefined ? undefined : toAllowed(name, value, allowed);
	}

	integer(name: string, min: number, max: number, fallback: number): number {
		const text = this.text(name);
		if (text === undefined) return fallback;
		const value = Number(text);
		if (!/^-?\d+$/.test(text) || value < min || value > max) {
			throw invalidInput(`Invalid value '${text}' for '${name}': it must be a whole number from ${min} to ${max}.`);
		}
		return value;
	}

	/** Milliseconds since 1970. */
	instant(name: string): number | undefined {
		const text = this.text(name);
		return text === undefined ? undefined : toInstant(name, text);
	}
}

export function toInstant(name: string, text: string): number {
	const ms = ISO_8601.test(text) ? Date.parse(text) : NaN;
	if (Number.isNaN(ms)) throw invalidInput(`Invalid value '${text}' for '${name}': it must be an ISO 8601 date-time.`);
	return ms;
}

function toAllowed<T extends string>(name: string, value: string, allowed: readonly T[]): T {
	const found = allowed.find((candidate) => candidate === value);
	if (found === undefined) throw invalidInput(`Invalid value '${value}' for '${name}'.`, `Allowed: ${allowed.join(', ')}.`);
	return found;
}
