import { defineType } from '../meta';

/** As the recorded site has them (who and what/site settings); booleans that are off are in the field list only. */
const VALUES: Record<string, string | number> = {
	app_name: 'ERPNext', country: 'United States', language: 'en', time_zone: 'America/New_York', currency: 'USD', enable_onboarding: 1, setup_complete: 1,
	date_format: 'mm-dd-yyyy', time_format: 'HH:mm:ss', number_format: '#,###.##', first_day_of_the_week: 'Sunday', float_precision: '3', currency_precision: '',
	rounding_method: "Banker's Rounding", session_expiry: '170:00', document_share_key_expiry: 30, login_with_email_link: 1, login_with_email_link_expiry: 10,
	allow_consecutive_login_attempts: 10, allow_login_after_fail: 60, two_factor_method: 'OTP App', otp_issuer_name: 'Frappe Framework', logout_on_password_reset: 1,
	reset_password_link_expiry_duration: '1200', password_reset_limit: 3, enable_password_policy: 1, minimum_password_score: '2', email_retry_limit: 3,
	attach_view_link: 1, store_attached_pdf_document: 1, strip_exif_metadata_from_uploaded_images: 1, backup_limit: 3, max_auto_email_report_per_user: 20,
	max_report_rows: 100000, dormant_days: 4, allow_error_traceback: 1, link_field_results_limit: 10,
};
const OFF = ['disable_document_sharing', 'use_number_format_from_currency', 'apply_strict_user_permissions', 'allow_older_web_view_links', 'deny_multiple_sessions', 'disable_user_pass_login', 'allow_login_using_mobile_number', 'allow_login_using_user_name', 'rate_limit_email_link_login', 'enable_two_factor_auth', 'bypass_2fa_for_retricted_ip_users', 'bypass_restrict_ip_check_if_2fa_enabled', 'lifespan_qrcode_image', 'force_user_to_reset_password', 'disable_standard_email_footer', 'hide_footer_in_auto_email_reports', 'max_file_size', 'allow_guests_to_upload_files', 'force_web_capture_mode_for_uploads', 'disable_system_update_notification', 'disable_change_log_notification', 'encrypt_backup', 'enable_scheduler', 'enable_telemetry'];

export const SYSTEM_SETTINGS = defineType(
	'System Settings',
	[...Object.keys(VALUES).map((name) => `${name}:${typeof VALUES[name] === 'number' ? 'Int' : 'Data'}`), ...OFF.map((name) => `${name}:Check`)],
	{ isSingle: true },
);

export const SYSTEM_SETTINGS_VALUES = VALUES;
