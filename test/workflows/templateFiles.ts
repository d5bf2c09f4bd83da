import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { INode, IWorkflowSettings } from 'n8n-workflow';

import type { ChosenSettings } from '../../scripts/demo/chooseSettings';
import type { WorkflowJson } from '../support/runWorkflow';

const FOLDER = join(__dirname, '..', '..', 'workflows');

export interface TemplateFile extends WorkflowJson {
	id: string;
	name: string;
	settings: IWorkflowSettings;
}

export const TEMPLATE_FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));

export function readTemplate(file: string): TemplateFile {
	const template: TemplateFile = JSON.parse(readFileSync(join(FOLDER, file), 'utf8'));
	return template;
}

export const isOurs = ({ type }: INode): boolean => type.startsWith('n8n-nodes-amazon-erpnext.');
export const isNote = ({ type }: INode): boolean => type === 'n8n-nodes-base.stickyNote';

/** What the seeded ERPNext stand-in has. */
export const CHOSEN: ChosenSettings = {
	company: 'Acme Inc',
	warehouse: 'Stores - ACME',
	priceList: 'Standard Selling',
	parentItemGroup: 'Products',
	customerGroup: 'Individual',
	territory: 'Rest Of The World',
	accountGroup: 'Indirect Income - ACME',
};
