//! Loads the demonstration: elements of Fujian and accounts. A second time changes nothing.

use gateway::{Person, Provision};
use host::{Host, database};
use statute::identifier::DivisionCode;

use super::accounts::{ACCOUNTS, DemoAccount, PASSWORD, secret_of};
use crate::{Part, Settings};

/// Loads what is not there yet; `host` is the gateway's.
pub(crate) async fn load(settings: &Settings, host: &Host) -> anyhow::Result<()> {
    if settings.runs(Part::Elements) {
        let elements = database::connect(elements::NAME, &settings.elements.database)?;
        // A deployment below another keeps its own division's elements only.
        let within = DivisionCode::parse(&settings.elements.adopt.division).ok();
        let (clock, entropy) = (host.clock.as_ref(), host.entropy.as_ref());
        elements::seed::demo(&elements, clock, entropy, within.as_ref()).await?;
        elements.close().await;
    }
    if settings.runs(Part::Gateway) {
        load_accounts(settings, host).await?;
    }
    Ok(())
}

async fn load_accounts(settings: &Settings, host: &Host) -> anyhow::Result<()> {
    let gateway = database::connect(gateway::NAME, &settings.gateway.database)?;
    let provision = Provision::new(gateway.clone(), &settings.gateway, host)?;
    for account in ACCOUNTS {
        // What is there stays: a password that was changed, sessions that are open.
        if !provision.knows(account.username).await? {
            provision
                .account(person(account, &secret_of(account.username)))
                .await?;
        }
    }
    gateway.close().await;
    Ok(())
}

fn person<'a>(
    account: &'a DemoAccount,
    one_time_secret: &'a [u8; gateway::ONE_TIME_SECRET],
) -> Person<'a> {
    Person {
        username: account.username,
        display_name: account.officer.map_or_else(
            // Office, duty and name stand in this order.
            || account.description.rsplit(' ').next().unwrap_or_default(),
            |officer| officer.name,
        ),
        password: PASSWORD,
        one_time_secret,
        officer_id: account.officer.map(|officer| officer.id),
        agency_id: account.officer.map_or("", |officer| officer.agency),
        division: account
            .officer
            .map_or(account.division, |officer| officer.division),
        roles: account.roles,
        postings: &[],
    }
}
