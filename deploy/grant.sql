-- The least rights that vici-hub needs. Put in your own password, and your own names where the
-- database is not called asterisk, its tables have another prefix or the hub runs elsewhere. Then:
--
--   mysql --force asterisk < grant.sql
--
-- --force goes on where an older dialler lacks a table; vici-hub check says what goes without it.

CREATE USER 'vici_hub'@'127.0.0.1' IDENTIFIED BY 'choose a password of your own';

GRANT SELECT, UPDATE ON asterisk.`vicidial_live_agents` TO 'vici_hub'@'127.0.0.1';
GRANT SELECT, UPDATE ON asterisk.`vicidial_users` TO 'vici_hub'@'127.0.0.1';
GRANT SELECT ON asterisk.`system_settings` TO 'vici_hub'@'127.0.0.1';
GRANT SELECT, INSERT ON asterisk.`vicidial_api_log` TO 'vici_hub'@'127.0.0.1';
GRANT SELECT, DELETE ON asterisk.`vicidial_auto_calls` TO 'vici_hub'@'127.0.0.1';
GRANT SELECT ON asterisk.`parked_channels` TO 'vici_hub'@'127.0.0.1';
GRANT SELECT ON asterisk.`vicidial_user_groups` TO 'vici_hub'@'127.0.0.1';
GRANT SELECT ON asterisk.`vicidial_ip_list_entries` TO 'vici_hub'@'127.0.0.1';
GRANT SELECT ON asterisk.`servers` TO 'vici_hub'@'127.0.0.1';
GRANT SELECT ON asterisk.`vicidial_campaigns` TO 'vici_hub'@'127.0.0.1';
GRANT SELECT ON asterisk.`vicidial_campaign_statuses` TO 'vici_hub'@'127.0.0.1';
GRANT SELECT ON asterisk.`vicidial_statuses` TO 'vici_hub'@'127.0.0.1';
GRANT SELECT ON asterisk.`vicidial_pause_codes` TO 'vici_hub'@'127.0.0.1';
GRANT SELECT ON asterisk.`vicidial_xfer_presets` TO 'vici_hub'@'127.0.0.1';
GRANT SELECT ON asterisk.`groups_alias` TO 'vici_hub'@'127.0.0.1';
GRANT SELECT ON asterisk.`vicidial_inbound_groups` TO 'vici_hub'@'127.0.0.1';
GRANT SELECT ON asterisk.`vicidial_inbound_group_agents` TO 'vici_hub'@'127.0.0.1';
GRANT SELECT, INSERT, UPDATE, DELETE ON asterisk.`vicidial_live_inbound_agents` TO 'vici_hub'@'127.0.0.1';
GRANT INSERT ON asterisk.`vicidial_admin_log` TO 'vici_hub'@'127.0.0.1';
GRANT SELECT, INSERT, UPDATE ON asterisk.`vicidial_list` TO 'vici_hub'@'127.0.0.1';
GRANT SELECT ON asterisk.`vicidial_dnc` TO 'vici_hub'@'127.0.0.1';
GRANT SELECT ON asterisk.`vicidial_campaign_dnc` TO 'vici_hub'@'127.0.0.1';
GRANT SELECT, INSERT ON asterisk.`vicidial_manual_dial_queue` TO 'vici_hub'@'127.0.0.1';
GRANT INSERT ON asterisk.`vicidial_manager` TO 'vici_hub'@'127.0.0.1';
GRANT SELECT ON asterisk.`live_channels` TO 'vici_hub'@'127.0.0.1';
GRANT SELECT ON asterisk.`live_sip_channels` TO 'vici_hub'@'127.0.0.1';
GRANT SELECT ON asterisk.`vicidial_3way_press_live` TO 'vici_hub'@'127.0.0.1';
GRANT SELECT, INSERT, UPDATE ON asterisk.`vicidial_3way_press_multi` TO 'vici_hub'@'127.0.0.1';
GRANT SELECT ON asterisk.`vicidial_email_list` TO 'vici_hub'@'127.0.0.1';
GRANT SELECT, UPDATE ON asterisk.`vicidial_closer_log` TO 'vici_hub'@'127.0.0.1';
GRANT SELECT, UPDATE ON asterisk.`vicidial_log` TO 'vici_hub'@'127.0.0.1';
GRANT SELECT ON asterisk.`recording_log` TO 'vici_hub'@'127.0.0.1';
GRANT SELECT ON asterisk.`vicidial_session_data` TO 'vici_hub'@'127.0.0.1';
GRANT SELECT ON asterisk.`vicidial_sessions_recent` TO 'vici_hub'@'127.0.0.1';
GRANT SELECT ON asterisk.`vicidial_settings_containers` TO 'vici_hub'@'127.0.0.1';
GRANT SELECT ON asterisk.`vicidial_ccc_log` TO 'vici_hub'@'127.0.0.1';
GRANT SELECT, INSERT, UPDATE ON asterisk.`vicidial_url_log` TO 'vici_hub'@'127.0.0.1';
GRANT INSERT ON asterisk.`vicidial_agent_notifications` TO 'vici_hub'@'127.0.0.1';
GRANT INSERT ON asterisk.`vicidial_lead_messages` TO 'vici_hub'@'127.0.0.1';

-- Only for HUB_BINLOG=on:
-- GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO 'vici_hub'@'127.0.0.1';
