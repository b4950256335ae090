//! People whom the demonstration does not have: an officer in the element centre and an account at the gateway.

use contract::elements::v1::element::Body;
use contract::elements::v1::{
    Certificate, CertificateKind, CertificateState, Domain, Officer, Posting,
};
use contract::identity::v1::CreateAccountRequest;
use contract::identity::v1::account_service_client::AccountServiceClient;
use data_encoding::BASE32_NOPAD;
use elements::seed::ids;
use gateway::ServicePrincipal;
use host::{Gateway, ServiceAccount, Upstream, upstream};
use stories::{Clerks, Stage, caught_up};
use suite::client::Client;
use testkit::Bank;

const PASSWORD: &str = "A-golden-2026";

/// Somebody to be hired.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted {
    pub(crate) username: &'static str,
    pub(crate) name: &'static str,
    pub(crate) agency: &'static str,
    pub(crate) division: &'static str,
    pub(crate) domain: Domain,
    pub(crate) role: &'static str,
}

impl Wanted {
    pub(crate) fn officer_id(&self) -> String {
        officer_id(self.username)
    }

    fn elements(&self) -> [Body; 3] {
        let officer = Officer {
            officer_id: self.officer_id(),
            name: self.name.to_owned(),
            agency_id: self.agency.to_owned(),
            division: self.division.to_owned(),
            ..Officer::default()
        };
        let certificate = Certificate {
            certificate_id: format!("c-{}", self.username),
            officer_id: self.officer_id(),
            number: format!("GOLDEN-{}", self.username),
            domains: vec![self.domain.into()],
            division: self.division.to_owned(),
            issue_date: "2025-01-01".to_owned(),
            expiry_date: "2029-12-31".to_owned(),
            state: CertificateState::Valid.into(),
            kind: CertificateKind::Enforcement.into(),
        };
        let posting = Posting {
            posting_id: format!("post-{}", self.username),
            officer_id: self.officer_id(),
            agency_id: self.agency.to_owned(),
            division: self.division.to_owned(),
            post: "执法人员".to_owned(),
        };
        [
            Body::Officer(officer),
            Body::Certificate(certificate),
            Body::Posting(posting),
        ]
    }
}

fn officer_id(username: &str) -> String {
    format!("o-{username}")
}

/// Somebody who was hired.
#[derive(Debug, Clone)]
pub(crate) struct Colleague {
    username: &'static str,
    secret: [u8; gateway::ONE_TIME_SECRET],
}

impl Colleague {
    pub(crate) fn officer_id(&self) -> String {
        officer_id(self.username)
    }

    pub(crate) async fn sign_in(&self, stage: &Stage) -> Client {
        stage.advance(chrono::Duration::seconds(30));
        let code = gateway::one_time_code_at(&self.secret, stage.instant()).unwrap();
        let signed_in = Client::sign_in(stage.channel(), self.username, PASSWORD, code).await;
        signed_in.unwrap()
    }
}

/// Hires people: the clerks register them, the security administrator makes their accounts.
pub(crate) async fn hire<const N: usize>(
    stage: &Stage,
    clerks: &Clerks,
    wanted: [Wanted; N],
) -> [Colleague; N] {
    let today = calendar::CivilDate::of(stage.instant()).to_string();
    let elements = wanted.iter().flat_map(Wanted::elements).collect();
    clerks.publish(stage, &today, elements).await;
    caught_up(&stage.settings).await;
    let admin = stage.sign_in("admin.security").await;
    let mut hired = Vec::new();
    for one in &wanted {
        hired.push(employed(stage, &admin, one).await);
    }
    hired.try_into().unwrap()
}

/// The hotline's own system: with a key of its own it reports leads, and does nothing else.
pub(crate) async fn hotline(stage: &Stage) -> Gateway {
    let (name, words) = ("hotline-12345", "12345政务服务便民热线");
    system(stage, (name, words), &["leads.report"]).await
}

/// A bank that takes fines in: with a key of its own it tells payments, and does nothing else.
pub(crate) async fn bank(stage: &Stage) -> Bank {
    let way = system(stage, ("bank-longhai", "代收银行"), &["payments.notify"]).await;
    Bank::calling(Upstream::new(way))
}

/// The system of somebody else, with an account at the gateway.
async fn system(
    stage: &Stage,
    (name, display_name): (&'static str, &'static str),
    scopes: &[&'static str],
) -> Gateway {
    let private_key = actor::keys::generate().unwrap();
    let principal = ServicePrincipal {
        name,
        display_name,
        public_key_pem: &actor::keys::public_pem(&private_key).unwrap(),
        scopes,
        division: ids::DIVISION_LONGHAI,
    };
    let world = stage.world();
    suite::maintain::service_account(&stage.settings, &world, principal)
        .await
        .unwrap();
    let account = ServiceAccount {
        name: name.to_owned(),
        private_key: private_key.as_str().into(),
    };
    let way = Gateway::new(account, world.clock, world.entropy);
    way.bind(upstream::remote(stage.address()).unwrap());
    way
}

async fn employed(stage: &Stage, admin: &Client, wanted: &Wanted) -> Colleague {
    let request = CreateAccountRequest {
        request_id: stage.request_id(),
        username: wanted.username.to_owned(),
        display_name: wanted.name.to_owned(),
        password: PASSWORD.to_owned(),
        officer_id: wanted.officer_id(),
        agency_id: wanted.agency.to_owned(),
        division: wanted.division.to_owned(),
        roles: vec![wanted.role.to_owned()],
    };
    let made = AccountServiceClient::new(admin.service())
        .create_account(request)
        .await;
    let uri = made.unwrap().into_inner().one_time_code_uri;
    let secret = uri.split("secret=").nth(1).unwrap();
    let secret = secret.split('&').next().unwrap();
    let secret = BASE32_NOPAD.decode(secret.as_bytes()).unwrap();
    Colleague {
        username: wanted.username,
        secret: secret.try_into().unwrap(),
    }
}
