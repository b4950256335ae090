//! The party's page, in a browser: from the code on its paper to the signature.

use serde_json::json;
use stories::{Browser, Page};

use super::papers::{holds, text};
use super::{EMAIL, Trail};

/// The number that a hidden field of the page's form carries.
fn hidden(page: &str, name: &str) -> String {
    let field = format!("name=\"{name}\" value=\"");
    let rest = page
        .split(&field)
        .nth(1)
        .unwrap_or_else(|| panic!("{page}"));
    rest.split('"').next().unwrap().to_owned()
}

/// Opens the page by the one-time code that goes to the address on file.
async fn opened_by_code(trail: &Trail<'_>, browser: &mut Browser, code: &str) -> Page {
    let letters = trail.post.taken().len();
    let asked = browser.post("/party/code", &[("case_code", code)]).await;
    assert_eq!(asked.status, 200);
    assert!(asked.text().contains("验证码已发往该邮箱"));
    let letter = testkit::eventually("the code has come", || async {
        trail.post.taken().get(letters).cloned()
    })
    .await;
    assert_eq!(letter.to, [EMAIL]);
    let wrong = [("case_code", code), ("one_time_code", "000000")];
    let no = browser.post("/party/open", &wrong).await;
    assert_eq!((no.status, no.set_cookie.as_str()), (403, ""));
    let digits = one_time_code(&letter.text);
    let right = [("case_code", code), ("one_time_code", digits.as_str())];
    browser.post("/party/open", &right).await
}

/// The six digits of a letter.
fn one_time_code(letter: &str) -> String {
    // Headers of the letter, headers of its one part, what it says, the end.
    let part = letter.split("\r\n\r\n").nth(2).unwrap();
    let body = part.split("\r\n--").next().unwrap();
    let body: String = body.split_whitespace().collect();
    let words = data_encoding::BASE64
        .decode(body.as_bytes())
        .unwrap_or_else(|error| panic!("{error}: {letter}"));
    let words = String::from_utf8(words).unwrap();
    let digits = words.split("验证码：").nth(1).unwrap();
    digits.chars().take(6).collect()
}

/// Reads the notice and signs for it.
pub(super) async fn reads_and_signs(trail: &Trail<'_>, id: &str) {
    let case = trail.case(id).await;
    let code = case.case_code.replace('-', "");
    let mut browser = Browser::at(trail.stage);
    let scanned = browser.get(&format!("/party/{code}")).await;
    assert!(scanned.text().contains(&code), "where the QR code leads");
    let shut = browser.get("/party/case").await;
    assert_eq!(shut.status, 403);
    let open = opened_by_code(trail, &mut browser, &code).await;
    assert_eq!((open.status, open.location.as_str()), (303, "/party/case"));
    for words in ["HttpOnly", "SameSite=Strict", "Path=/party"] {
        assert!(open.set_cookie.contains(words), "{}", open.set_cookie);
    }
    let shown = browser.get("/party/case").await.text();
    for words in [
        "行政处罚事先告知书",
        "龙市监罚告〔2026〕2号",
        "2026年3月9日送达",
        "陈述申辩期限",
        "2026年3月16日",
    ] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    for hidden in ["龙市监罚告〔2026〕1号", "立案审批表"] {
        assert!(!shown.contains(hidden), "void, or stays inside: {shown}");
    }
    let served = &case.servings[0].document.as_ref().unwrap().number;
    let file = browser.get(&format!("/party/documents/{served}")).await;
    assert_eq!(file.content_type, "application/pdf");
    assert_eq!(file.body, trail.pdf(&trail.crew.zheng, id, *served).await);
    holds(&text(&file.body), &["行政处罚事先告知书"]);
    let inside = browser.get("/party/documents/1").await;
    assert_eq!(inside.status, 404, "what was not served is not there");

    let request_id = hidden(&shown, "request_id");
    let fields = [
        ("serving", hidden(&shown, "serving")),
        ("request_id", request_id),
        ("signer", "许大海".to_owned()),
        ("relation", "法定代表人".to_owned()),
        ("remarks", "对金额有异议".to_owned()),
    ];
    let fields = fields
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    for _ in 0..2 {
        let signed = browser.post("/party/sign", &fields).await;
        assert_eq!(signed.status, 303, "{}", signed.text());
    }
    let shown = browser.get("/party/case").await.text();
    assert!(shown.contains("许大海已在线签收"), "{shown}");
    let signed = trail.case(id).await;
    let signature = signed.servings[0].signed.as_ref().unwrap();
    assert_eq!(signature.factor, "电子邮件一次性验证码");
    assert_eq!(signature.remarks, "对金额有异议");
    let gone = browser.post("/party/close", &[]).await;
    assert!(gone.set_cookie.contains("Max-Age=0"));
    assert_eq!(browser.get("/party/case").await.status, 403);
}

/// Reads the decision: what it owes, until when, and what it may do against it. By JSON, as an app of the party would.
pub(super) async fn reads_the_decision(trail: &Trail<'_>, id: &str) {
    let case = trail.case(id).await;
    let code = case.case_code.clone();
    let mut browser = Browser::at(trail.stage);
    let document = case.servings.last().unwrap().document.as_ref().unwrap();
    let token = &trail.crew.zheng.tokens.access_token;
    let asked = json!({"caseId": id, "documentNumber": document.number});
    let (status, answer) = browser
        .call("ServingService/GetPickUpCode", token, &asked)
        .await;
    assert_eq!(status, 200, "{answer}");
    let masked = case.party.as_ref().unwrap().masked_identity_code.clone();
    let tail: String = masked.chars().skip(masked.chars().count() - 4).collect();
    let proof = json!({"caseCode": code, "pickUpCode": answer["pickUpCode"], "identityTail": tail});
    let (status, session) = browser
        .call("PartyService/OpenPartySession", "", &proof)
        .await;
    assert_eq!(status, 200, "{session}");
    let session = json!({"sessionToken": session["sessionToken"]});
    let (status, seen) = browser
        .call("PartyService/ViewPartyCase", "", &session)
        .await;
    assert_eq!(status, 200, "{seen}");
    let seen = &seen["case"];
    assert_eq!(seen["owedFen"], json!("300000"), "{seen}");
    assert!(
        seen["remedies"].as_str().unwrap().contains("行政复议"),
        "{seen}"
    );
    let titles = seen["documents"].as_array().unwrap().iter();
    let titles: Vec<&str> = titles.map(|it| it["title"].as_str().unwrap()).collect();
    assert_eq!(titles.len(), 2, "{titles:?}");
    assert!(titles[1].starts_with("行政处罚决定书"), "{titles:?}");
}
