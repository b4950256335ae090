//! The first administrator of an installation, made past the front door, signs in through it.

use contract::identity::v1::GetMyselfRequest;
use data_encoding::BASE32_NOPAD;
use stories::Stage;
use suite::client::Client;
use suite::maintain::{NewAccount, account};

const PASSWORD: &str = "An-initial-2026";

#[tokio::test(flavor = "multi_thread")]
async fn the_first_security_administrator_signs_in_with_what_the_command_prints() {
    let stage = Stage::at("2023-11-20T09:00:00+08:00").await;
    let roles = ["security_admin".to_owned()];
    let wanted = NewAccount {
        username: "first.admin",
        display_name: "首任安全管理员",
        password: PASSWORD,
        division: "35",
        roles: &roles,
    };
    let short = NewAccount {
        password: "short",
        ..wanted
    };
    let refused = account(&stage.settings, &stage.world(), short).await;
    assert!(refused.unwrap_err().to_string().contains("12 characters"));
    let unknown = ["king".to_owned()];
    let unknown = NewAccount {
        roles: &unknown,
        ..wanted
    };
    let refused = account(&stage.settings, &stage.world(), unknown).await;
    assert!(refused.unwrap_err().to_string().contains("king"));

    let printed = account(&stage.settings, &stage.world(), wanted)
        .await
        .unwrap();
    let secret = printed.split("secret=").nth(1).unwrap();
    let secret = secret.split('&').next().unwrap();
    let secret = BASE32_NOPAD.decode(secret.as_bytes()).unwrap();
    let secret: &[u8; gateway::ONE_TIME_SECRET] = secret.as_slice().try_into().unwrap();
    let code = gateway::one_time_code_at(secret, stage.instant()).unwrap();
    let admin = Client::sign_in(stage.channel(), "first.admin", PASSWORD, code)
        .await
        .unwrap();
    let myself = admin
        .session()
        .get_myself(GetMyselfRequest {})
        .await
        .unwrap()
        .into_inner()
        .myself
        .unwrap();
    assert_eq!(myself.roles, ["security_admin"]);
    assert_eq!(myself.permissions, ["accounts.manage"]);
    stage.close().await;
}
