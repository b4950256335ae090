//! Who sees which warnings.

use actor::Posting;
use contract::supervision::v1 as proto;
use tonic::Code;

use crate::acts::{acknowledge, act, close, explain};
use crate::office::{self, hong, liu, officer, reason, supervisor, zheng};
use crate::story::{FIRE, MARKET, OTHER, Opening};

#[tokio::test]
async fn what_is_not_ones_own_is_not_there() {
    let office = office::open("2026-03-02T09:00:00+08:00").await;
    let ending = |id, agency, division| Opening {
        id,
        agency,
        division,
        expiry: "2026-03-20",
        ..Opening::default()
    };
    office.told.file(&ending(1, MARKET, "350604"), "2026-06-01");
    office
        .told
        .file(&ending(2, FIRE, "350604001"), "2026-06-01");
    office.told.file(&ending(3, OTHER, "350405"), "2026-06-01");
    office.hear().await;
    let all = proto::ListWarningsRequest::default;
    let mut posted = zheng();
    posted.postings.push(Posting {
        agency_id: FIRE.to_owned(),
        division: "350604".to_owned(),
    });
    let integrator = testkit::actor::service("integrator", &["supervision.read"]);
    for (actor, count) in [
        (zheng(), 1),
        (liu(), 1),
        (officer("o-none", "longhai-urban"), 0),
        (posted, 2),
        (hong(), 2),
        (supervisor("o-town", "shima-justice", "350604001"), 1),
        (supervisor("o-city", "zhangzhou-justice", "3506"), 2),
        (supervisor("o-fujian", "fujian-justice", "35"), 3),
        (supervisor("o-far", "xiamen-justice", "3502"), 0),
        (integrator, 3),
    ] {
        let listed = office.listed(&actor, all()).await;
        assert_eq!(listed.len(), count, "{}", actor.principal);
        let counts = act!(
            office,
            actor,
            count_warnings,
            proto::CountWarningsRequest::default()
        );
        let counts = counts.unwrap().into_inner().counts;
        let counted: i64 = counts.iter().map(|it| it.count).sum();
        assert_eq!(
            usize::try_from(counted).unwrap(),
            count,
            "{}",
            actor.principal
        );
    }
    let theirs = proto::ListWarningsRequest {
        agency_id: FIRE.to_owned(),
        ..all()
    };
    assert!(office.listed(&zheng(), theirs.clone()).await.is_empty());
    let far = supervisor("o-far", "xiamen-justice", "3502");
    assert!(office.listed(&far, theirs.clone()).await.is_empty());
    let fire = office.listed(&hong(), theirs).await;
    assert_eq!(fire.len(), 1);

    let get = proto::GetWarningRequest {
        warning_id: fire[0].warning_id.clone(),
    };
    for stranger in [zheng(), far.clone()] {
        let status = act!(office, stranger, get_warning, get.clone()).unwrap_err();
        assert_eq!(status.code(), Code::NotFound);
    }
    act!(office, liu(), get_warning, get.clone()).unwrap();
    let refused = act!(office, far, acknowledge_warning, acknowledge(&fire[0]));
    assert_eq!(reason(refused), "NOT_FOUND");
    let refused = act!(office, zheng(), explain_warning, explain(&fire[0]));
    assert_eq!(reason(refused), "NOT_FOUND");
    let mut bare = zheng();
    bare.permissions.clear();
    let refused = act!(office, bare, list_warnings, all());
    assert_eq!(reason(refused), "PERMISSION_DENIED");
    let closing = close(&fire[0], proto::WarningOutcome::FalseAlarm);
    let refused = act!(office, liu(), close_warning, closing);
    assert_eq!(reason(refused), "PERMISSION_DENIED");
    office.close().await;
}
