import { defineType } from '../meta';

const RIGHTS = ['read', 'write', 'create', 'submit', 'cancel', 'delete', 'amend', 'report', 'export', 'import', 'share', 'print', 'email', 'if_owner', 'select'];
/** A permission row grants these unless it says otherwise (recorded: custom fields and doctypes/a custom doctype). */
const GRANTED = new Set(['read', 'write', 'create', 'delete', 'report', 'export', 'share', 'print', 'email']);

const FIELD_FLAGS_BEFORE = ['search_index', 'show_dashboard', 'hidden', 'set_only_once', 'allow_in_quick_entry', 'print_hide', 'report_hide', 'reqd', 'bold', 'in_global_search', 'collapsible', 'unique', 'no_copy', 'allow_on_submit'];
const FIELD_FLAGS_AFTER = ['ignore_user_permissions', 'in_list_view', 'fetch_if_empty', 'in_filter', 'remember_last_selected_value', 'ignore_xss_filter', 'print_hide_if_no_value', 'allow_bulk_edit', 'in_standard_filter', 'in_preview', 'read_only', 'translatable', 'hide_border', 'hide_days', 'hide_seconds', 'non_negative', 'is_virtual', 'sort_options', 'show_on_timeline', 'make_attachment_public'];
const check = (fieldname: string): string => `${fieldname}:Check`;

export const META_TYPES = [
	defineType(
		'DocType',
		[
			...['issingle', 'is_virtual', 'is_tree', 'istable'].map(check),
			'editable_grid:Check =1',
			'track_changes:Check',
			'module ! "Module"',
			'autoname "Auto Name"',
			'naming_rule:Select>/Set by user/Autoincrement/By fieldname/By "Naming Series" field/Expression/Expression (old style)/Random/By script'.replace('"Naming Series"', 'Naming Series'),
			'title_field',
			'search_fields',
			'sort_field =modified',
			'sort_order =DESC',
			...['read_only', 'in_create', 'allow_copy'].map(check),
			'allow_rename:Check =1',
			...['allow_import', 'hide_toolbar', 'track_seen'].map(check),
			'max_attachments:Int',
			'document_type:Select>/Document/Setup/System/Other',
			'engine =InnoDB',
			...['is_submittable', 'show_name_in_global_search', 'custom', 'beta', 'has_web_view', 'allow_guest_to_view', 'email_append_to', 'show_title_field_in_link', 'translated_doctype', 'is_calendar_and_gantt', 'quick_entry'].map(check),
			'grid_page_length:Int =50',
			...['track_views', 'queue_in_background', 'allow_events_in_timeline', 'allow_auto_repeat', 'make_attachments_public', 'force_re_route_to_default_view', 'show_preview_popup', 'protect_attached_files'].map(check),
			'index_web_pages_for_search:Check =1',
			'row_format =Dynamic',
			'description:Small Text',
			'states:Table>DocType State',
			'permissions:Table>DocPerm',
			'fields:Table>DocField',
			'links:Table>DocType Link',
			'actions:Table>DocType Action',
		],
		{ autoname: 'prompt' },
	),
	defineType('DocPerm', ['permlevel:Int', 'role:Link>Role !', ...RIGHTS.map((right) => `${right}:Check${GRANTED.has(right) ? ' =1' : ''}`)], { isTable: true }),
	defineType(
		'DocField',
		['fieldname', 'label', 'fieldtype ! =Data', 'options:Small Text', ...FIELD_FLAGS_BEFORE.map(check), 'permlevel:Int', 'columns:Int', 'default:Small Text', 'description:Small Text', 'fetch_from:Small Text', 'depends_on:Code', 'precision:Select>/0/1/2/3/4/5/6/7/8/9', 'length:Int', ...FIELD_FLAGS_AFTER.map(check)],
		{ isTable: true },
	),
	defineType(
		'Custom Field',
		[
			'is_system_generated:Check',
			'dt:Link>DocType ! "DocType"',
			'label',
			'fieldname',
			'insert_after',
			'length:Int',
			'fieldtype ! =Data',
			'precision:Select>/0/1/2/3/4/5/6/7/8/9',
			'options:Small Text',
			'default:Text',
			'description:Text',
			'fetch_from:Small Text',
			'depends_on:Code',
			'mandatory_depends_on:Code',
			'read_only_depends_on:Code',
			'module',
			'width',
			...['hide_seconds', 'hide_days', 'sort_options', 'fetch_if_empty', 'collapsible', 'non_negative', 'reqd', 'unique', 'is_virtual', 'read_only', 'ignore_user_permissions', 'hidden', 'print_hide', 'print_hide_if_no_value', 'no_copy', 'allow_on_submit', 'in_list_view', 'in_standard_filter', 'in_global_search', 'in_preview', 'bold', 'report_hide', 'search_index', 'allow_in_quick_entry', 'ignore_xss_filter', 'translatable', 'hide_border', 'show_dashboard'].map(check),
			'permlevel:Int',
			'columns:Int',
		],
		{ autoname: 'customField' },
	),
];

export const SETUP_TYPES = [
	defineType('Company', ['company_name ! * "Company"', 'abbr !', 'is_group:Check', 'default_currency:Link>Currency !', 'country:Link>Country !', 'default_letter_head', 'tax_id', 'domain', 'cost_center:Link>Cost Center', 'default_receivable_account:Link>Account', 'default_payable_account:Link>Account', 'default_income_account:Link>Account', 'default_expense_account:Link>Account', 'default_cash_account:Link>Account', 'round_off_account:Link>Account', 'round_off_cost_center:Link>Cost Center', 'chart_of_accounts', 'parent_company:Link>Company'], { autoname: 'field:company_name' }),
	defineType('Warehouse', ['disabled:Check', 'warehouse_name !', 'is_group:Check', 'parent_warehouse:Link>Warehouse', 'is_rejected_warehouse:Check', 'account:Link>Account', 'company:Link>Company !', 'warehouse_type', 'city', 'state', 'lft:Int', 'rgt:Int', 'old_parent'], { autoname: 'warehouse', treeParent: 'parent_warehouse' }),
	defineType('Price List', ['enabled:Check =1', 'price_list_name ! *', 'currency:Link>Currency !', 'buying:Check', 'selling:Check', 'price_not_uom_dependent:Check'], { autoname: 'field:price_list_name' }),
	defineType('Country', ['country_name ! *', 'date_format', 'time_format', 'time_zones:Text', 'code'], { autoname: 'field:country_name' }),
	defineType('Role', ['role_name ! *', 'disabled:Check'], { autoname: 'field:role_name' }),
	defineType('Module Def', ['module_name ! *', 'app_name'], { autoname: 'field:module_name' }),
	defineType('Bin', ['item_code:Link>Item !', 'warehouse:Link>Warehouse !', 'actual_qty:Float', 'reserved_qty:Float', 'projected_qty:Float'], { autoname: 'hash' }),
	defineType('Project', ['project_name ! *', 'status', 'company:Link>Company'], { autoname: 'field:project_name' }),
	defineType('Global Defaults', ['default_company:Link>Company', 'country:Link>Country', 'default_currency:Link>Currency', 'hide_currency_symbol', 'disable_rounded_total:Check', 'disable_in_words:Check'], { isSingle: true }),
	defineType('Selling Settings', ['cust_master_name =Customer Name', 'customer_group:Link>Customer Group', 'territory:Link>Territory', 'selling_price_list:Link>Price List', 'so_required =No', 'dn_required =No', 'allow_against_multiple_purchase_orders:Check', 'editable_price_list_rate:Check', 'allow_multiple_items:Check =1'], { isSingle: true }),
	defineType('Stock Settings', ['item_naming_by =Item Code', 'stock_uom:Link>UOM', 'default_warehouse:Link>Warehouse', 'auto_insert_price_list_rate_if_missing:Check =1', 'update_existing_price_list_rate:Check'], { isSingle: true }),
];

/** Child types that only ever hold no rows here. */
export const EMPTY_CHILDREN = ['Pricing Rule Detail', 'Packed Item', 'Sales Team', 'Sales Invoice Payment', 'Sales Invoice Timesheet', 'Sales Invoice Advance', 'Allowed To Transact With', 'Customer Credit Limit', 'Party Account', 'Portal User', 'DocType State', 'DocType Link', 'DocType Action'].map((name) => defineType(name, [], { isTable: true }));
