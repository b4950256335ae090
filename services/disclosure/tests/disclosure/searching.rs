//! The public's search and the lookup by identity code.

use contract::disclosure::v1::{self as proto, PublicationKind};
use proto::SearchDecisionsRequest as Search;
use tonic::Code;

use crate::cases::penalty;
use crate::world::{self, World};

async fn numbers(world: &World, request: Search) -> Vec<String> {
    let found = world.search(request).await;
    let numbers = found
        .decisions
        .into_iter()
        .map(|it| it.decision.unwrap().document_number);
    numbers.collect()
}

async fn filled() -> World {
    let world = world::open().await;
    for (n, facts, decided) in [
        (1, "占道经营，拒不改正", "2026-02-10"),
        (2, "超范围经营刘记卤味", "2026-02-12"),
        (3, "在人行道经营水果", "2026-02-11"),
        (4, "经 营者未占用道路", "2026-02-13"),
    ] {
        let mut case = penalty(n);
        facts.clone_into(&mut case.facts);
        case.decided = decided;
        if n == 4 {
            case.division = "350604001";
            case.agency = "shima-street";
            case.domain = "housing";
        }
        case.whole(&world.told);
    }
    penalty(5).inspect(&world.told, true);
    world.hear().await;
    world
}

#[tokio::test]
async fn words_are_found_exactly_as_they_stand_newest_first() {
    let world = filled().await;
    let by = |words: &str| Search {
        words: words.to_owned(),
        ..Search::default()
    };
    let of = |numbers: &[u8]| {
        numbers
            .iter()
            .map(|n| format!("龙市监罚〔2026〕{n}号"))
            .collect::<Vec<_>>()
    };
    assert_eq!(numbers(&world, by("占道经营")).await, of(&[1]));
    assert_eq!(
        numbers(&world, by("道经")).await,
        of(&[3, 1]),
        "two characters, wherever they stand"
    );
    assert_eq!(numbers(&world, by("刘")).await, of(&[2]), "one character");
    assert_eq!(
        numbers(&world, by("经营拒不")).await,
        of(&[]),
        "not across a sign"
    );
    assert_eq!(
        numbers(&world, by("占道 拒不")).await,
        of(&[1]),
        "every word"
    );
    assert_eq!(numbers(&world, by("福源2餐饮")).await, of(&[2]));
    assert_eq!(numbers(&world, by("ＦＵＹＵＡＮ")).await, of(&[]));
    assert_eq!(numbers(&world, by("市场监督管理局")).await.len(), 5);
    assert_eq!(
        numbers(&world, by("13800138000")).await,
        of(&[]),
        "what is masked is not found either"
    );
    assert_eq!(
        numbers(&world, by("〔〕，。")).await.len(),
        5,
        "signs alone restrict nothing"
    );
    world.close().await;
}

#[tokio::test]
async fn every_filter_holds() {
    let world = filled().await;
    let n = async |request: Search| numbers(&world, request).await.len();
    let of = Search::default;
    assert_eq!(
        n(Search {
            party_name: "福源3".to_owned(),
            ..of()
        })
        .await,
        1
    );
    assert_eq!(
        n(Search {
            party_name: "占道".to_owned(),
            ..of()
        })
        .await,
        0
    );
    assert_eq!(
        n(Search {
            document_number: " 龙市监罚(2026) 2号".to_owned(),
            ..of()
        })
        .await,
        1
    );
    assert_eq!(
        n(Search {
            agency_id: "shima-street".to_owned(),
            ..of()
        })
        .await,
        1
    );
    assert_eq!(
        n(Search {
            division: "350604".to_owned(),
            ..of()
        })
        .await,
        5
    );
    assert_eq!(
        n(Search {
            division: "350604001".to_owned(),
            ..of()
        })
        .await,
        1
    );
    assert_eq!(
        n(Search {
            domain: "housing".to_owned(),
            ..of()
        })
        .await,
        1
    );
    assert_eq!(
        n(Search {
            kind: PublicationKind::Inspection.into(),
            ..of()
        })
        .await,
        1
    );
    assert_eq!(
        n(Search {
            date_from: "2026-02-11".to_owned(),
            date_to: "2026-02-12".to_owned(),
            ..of()
        })
        .await,
        2
    );
    assert_eq!(
        n(Search {
            words: "人行道".to_owned(),
            division: "350604001".to_owned(),
            ..of()
        })
        .await,
        0
    );
    for bad in [
        Search {
            date_from: "2026-2-1".to_owned(),
            ..of()
        },
        Search {
            words: "长".repeat(101),
            ..of()
        },
        Search {
            words: "一 二 三 四 五 六 七 八 九".to_owned(),
            ..of()
        },
        Search { kind: 99, ..of() },
        Search {
            page_size: -1,
            ..of()
        },
        Search {
            page_token: "x".to_owned(),
            ..of()
        },
    ] {
        let answer = world
            .public
            .clone()
            .search_decisions(world.anyone(bad.clone()))
            .await;
        assert_eq!(answer.unwrap_err().code(), Code::InvalidArgument, "{bad:?}");
    }
    world.close().await;
}

#[tokio::test]
async fn pages_follow_each_other_without_gap_or_repetition() {
    let world = filled().await;
    let (mut seen, mut token) = (Vec::new(), String::new());
    loop {
        let page = world
            .search(Search {
                page_size: 2,
                page_token: token,
                ..Search::default()
            })
            .await;
        assert_eq!(page.total, 5);
        seen.extend(
            page.decisions
                .into_iter()
                .map(|it| it.decision.unwrap().decided_date),
        );
        token = page.next_page_token;
        if token.is_empty() {
            break;
        }
    }
    let mut sorted = seen.clone();
    sorted.sort();
    sorted.reverse();
    assert_eq!((seen.len(), &seen), (5, &sorted));
    world.close().await;
}

#[tokio::test]
async fn the_holder_of_a_code_learns_the_stage_and_nobody_else_learns_anything() {
    let world = world::open().await;
    let case = penalty(1);
    case.decide(&world.told);
    world.hear().await;
    let look = async |code: &str| {
        let request = world.anyone(proto::LookUpCaseRequest {
            case_code: code.to_owned(),
        });
        world
            .public
            .clone()
            .look_up_case(request)
            .await
            .map(tonic::Response::into_inner)
    };
    let found = look(&case.code.to_lowercase()).await.unwrap();
    assert_eq!(
        (found.stage.as_str(), found.publication_id.as_str()),
        ("已作出决定，等待送达", "")
    );
    assert_eq!(found.agency_name, "龙海区市场监督管理局");
    case.serve(&world.told, "2026-03-03");
    world.hear().await;
    let found = look(&case.code).await.unwrap();
    assert_eq!(found.publication_id, world.only().await.publication_id);
    assert_eq!(
        look(&penalty(2).code).await.unwrap_err().code(),
        Code::NotFound
    );
    let mut mistyped = case.code.clone();
    let last = mistyped.pop().unwrap();
    mistyped.push(if last == '0' { '1' } else { '0' });
    // Looked at before anything is asked: without a database the answer is the same.
    world.all.pool.close().await;
    assert_eq!(
        look(&mistyped).await.unwrap_err().code(),
        Code::InvalidArgument
    );
    assert_eq!(
        look(&case.code).await.unwrap_err().code(),
        Code::Unavailable
    );
    world.close().await;
}
