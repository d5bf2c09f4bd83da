import type { Session } from '../session';
import type { Doc } from '../values';

/** What a document type does beyond the rules that hold for all. `before` is the stored state of a changed document. */
export interface Controller {
	/** Name of a new document where the document type prescribes no other way. */
	name?(session: Session, doc: Doc): string;
	/** Fills in and refuses before links are checked; for drafts, and once more on submission. */
	prepare?(session: Session, doc: Doc, before?: Doc): void;
	/** The same after links are known to be good. */
	validate?(session: Session, doc: Doc, before?: Doc): void;
	afterInsert?(session: Session, doc: Doc): void;
	/** After an insert or any change. */
	onChange?(session: Session, doc: Doc, before?: Doc): void;
	onSubmit?(session: Session, doc: Doc): void;
	beforeCancel?(session: Session, doc: Doc): void;
	onCancel?(session: Session, doc: Doc): void;
	onTrash?(session: Session, doc: Doc): void;
}
