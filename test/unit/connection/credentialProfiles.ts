export const region = 'eu-west-3';
export const startUrl = 'https://example.awsapps.com/start';
export const device = 'arn:aws:iam::111122223333:mfa/olga';
const role = (name: string) => `role_arn = arn:aws:iam::111122223333:role/${name}`;

/** The AWS config file, with a profile for each way to get keys, and for each mistake in one. */
export const config = (home: string) => `
[profile keys]
region = ${region}
[profile role]
region = ${region}
${role('operator')}
source_profile = keys
external_id = ext-1
role_session_name = olga
duration_seconds = 1800
[profile chain]
region = ${region}
${role('second')}
source_profile = role
[profile selfish]
region = ${region}
${role('operator')}
source_profile = selfish
aws_access_key_id = AKIAOWNER
aws_secret_access_key = owner
[profile ofEnvironment]
region = ${region}
${role('operator')}
credential_source = Environment
[profile ofContainer]
region = ${region}
${role('operator')}
credential_source = EcsContainer
[profile ofInstance]
region = ${region}
${role('operator')}
credential_source = Ec2InstanceMetadata
[profile mfaRole]
region = ${region}
${role('operator')}
source_profile = keys
mfa_serial = ${device}
[profile mfaKeys]
region = ${region}
mfa_serial = ${device}
aws_access_key_id = AKIAOWNER
aws_secret_access_key = owner
[profile process]
region = ${region}
credential_process = echo once >> ${home}/runs && cat ${home}/process.json
[profile otherProcess]
credential_process = touch ${home}/never
[profile sso]
region = ${region}
sso_session = corporate
sso_account_id = 111122223333
sso_role_name = operator
[profile ssoLegacy]
region = ${region}
sso_start_url = ${startUrl}
sso_region = us-east-2
sso_account_id = 111122223333
sso_role_name = operator
[profile ssoRole]
region = ${region}
${role('operator')}
source_profile = sso
[sso-session corporate]
sso_region = us-east-2
sso_start_url = ${startUrl}
[profile console]
region = ${region}
login_session = arn:aws:iam::111122223333:user/olga
[profile the console]
region = us-east-1
[profile "the console"]
region = ${region}
login_session = arn:aws:iam::111122223333:user/olga
[profile "müller's role"]
region = ${region}
${role('operator')}
source_profile = a process
[profile 'a process']
credential_process = cat ${home}/process.json
[profile "single sign-on"]
region = ${region}
sso_session = corporate
sso_account_id = 111122223333
sso_role_name = operator
[profile oddSession]
region = ${region}
sso_session = my company
sso_account_id = 111122223333
sso_role_name = operator
[sso-session "my company"]
sso_region = us-east-2
sso_start_url = ${startUrl}
[profile web]
region = ${region}
${role('web')}
web_identity_token_file = ${home}/web-token
[profile bare]
region = ${region}
[profile a]
region = ${region}
${role('a')}
source_profile = b
[profile b]
${role('b')}
source_profile = c
[profile c]
${role('c')}
source_profile = b
[profile lost]
region = ${region}
${role('operator')}
source_profile = nowhere
[profile sourceless]
region = ${region}
${role('operator')}
[profile twoSources]
region = ${region}
${role('operator')}
source_profile = keys
credential_source = Environment
[profile oddSource]
region = ${region}
${role('operator')}
credential_source = Moon
[profile bareSource]
region = ${region}
${role('operator')}
source_profile = bare
[profile lostSession]
region = ${region}
sso_session = nowhere
sso_account_id = 111122223333
sso_role_name = operator
[profile halfSso]
region = ${region}
sso_start_url = ${startUrl}
sso_role_name = operator
[profile halfKeys]
region = ${region}
aws_access_key_id = AKIAOWNER
`;
