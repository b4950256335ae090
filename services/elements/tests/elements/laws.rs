//! Laws: their articles taken apart, what replaces them, and lists by rank.

use contract::elements::v1::*;
use tonic::Code;

use crate::centre::*;

fn replaced(law_id: &str, by: &str) -> RecordLawRequest {
    let body = Law {
        law_id: law_id.into(),
        replaced_by: by.into(),
        ..law()
    };
    RecordLawRequest {
        valid_to: if by.is_empty() {
            String::new()
        } else {
            "2024-01-01".into()
        },
        ..record_law(body)
    }
}

#[tokio::test]
async fn an_article_is_given_with_its_paragraphs_and_its_suffix() {
    let mut centre = longhai().await;
    let c = &mut centre;
    let mut body = law();
    body.law_id = "law-new".into();
    body.articles.push(Article {
        number: 59,
        suffix: 1,
        text: "有下列情形之一的，从重处罚：\n（一）甲的；\n（二）乙的。\n前款规定的除外。".into(),
        ..Article::default()
    });
    let request = c.by(&c.province, record_law(body));
    c.elements.record_law(request).await.unwrap();

    let ask = |suffix| GetArticleRequest {
        law_id: "law-new".into(),
        article: 59,
        suffix,
        as_of: None,
    };
    let answer = c
        .elements
        .get_article(c.by_clerk(ask(1)))
        .await
        .unwrap()
        .into_inner();
    assert_eq!(answer.paragraphs.len(), 2);
    assert_eq!(answer.paragraphs[0].items[1].text, "乙的。");
    assert_eq!(
        (answer.valid_to, answer.replaced_by),
        (String::new(), String::new())
    );
    let plain = c
        .elements
        .get_article(c.by_clerk(ask(0)))
        .await
        .unwrap()
        .into_inner();
    assert_eq!(plain.article.unwrap().text, "处十万元以下罚款。");
    let absent = c
        .elements
        .get_article(c.by_clerk(ask(2)))
        .await
        .unwrap_err();
    assert_eq!(absent.code(), Code::NotFound);
    centre.close().await;
}

#[tokio::test]
async fn a_circle_of_replacements_is_refused_with_its_chain() {
    let mut centre = longhai().await;
    let c = &mut centre;
    // a → b → c stands; c → a would close the circle.
    for (id, by) in [("law-c", ""), ("law-b", "law-c"), ("law-a", "law-b")] {
        let request = c.by(&c.province, replaced(id, by));
        c.elements.record_law(request).await.unwrap();
    }
    let request = c.by(&c.province, replaced("law-c", "law-a"));
    let status = c.elements.record_law(request).await.unwrap_err();
    assert!(is(&status, "REPLACED_IN_A_CIRCLE"), "{status:?}");
    assert!(
        status.message().contains("law-c → law-a → law-b → law-c"),
        "{}",
        status.message()
    );

    let request = c.by(&c.province, replaced("law-d", "law-nowhere"));
    let answer = refused(c.elements.record_law(request).await);
    assert_eq!(
        (answer.1.as_str(), answer.2),
        ("REFERENCE_NOT_IN_FORCE", vec!["law.replaced_by".to_owned()])
    );
    centre.close().await;
}

#[tokio::test]
async fn laws_are_listed_by_rank() {
    let mut centre = longhai().await;
    let c = &mut centre;
    let regulation = Law {
        law_id: "law-regulation".into(),
        rank: "行政法规".into(),
        ..law()
    };
    let request = c.by(&c.province, record_law(regulation));
    c.elements.record_law(request).await.unwrap();
    let ask = ListLawsRequest {
        rank: "行政法规".into(),
        ..ListLawsRequest::default()
    };
    let answer = c
        .elements
        .list_laws(c.by_clerk(ask))
        .await
        .unwrap()
        .into_inner();
    let ids: Vec<_> = answer.laws.iter().map(|law| law.law_id.as_str()).collect();
    assert_eq!(ids, ["law-regulation"]);
    centre.close().await;
}
