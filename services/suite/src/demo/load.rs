//! Loads the demonstration: elements of Fujian and accounts. A second time changes nothing.

use host::database;

use super::accounts::{ACCOUNTS, PASSWORD, secret_of};
use crate::{Settings, World};

pub(crate) async fn load(settings: &Settings, world: &World) -> anyhow::Result<()> {
    let elements = database::connect(elements::NAME, &settings.elements.database)?;
    elements::seed::demo(&elements, world.clock.as_ref(), world.entropy.as_ref()).await?;
    elements.close().await;

    let gateway = database::connect(gateway::NAME, &settings.gateway.database)?;
    for account in ACCOUNTS {
        let secret = secret_of(account.username);
        let person = gateway::provision::Account {
            username: account.username,
            display_name: account.officer.map_or(account.description, |officer| officer.name),
            password: PASSWORD,
            one_time_secret: &secret,
            officer_id: account.officer.map(|officer| officer.id),
            agency_id: account.officer.map_or("", |officer| officer.agency),
            division: account.officer.map_or("35", |officer| officer.division),
            roles: account.roles,
        };
        gateway::provision::account(&gateway, &settings.gateway, world, &person).await?;
    }
    gateway.close().await;
    Ok(())
}
