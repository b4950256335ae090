//! What may be asked, by whom, and what is said when it may not.

use analytics::synthetic::{self, Told};
use contract::analytics::v1::{
    ExportFiguresRequest, FigureFilter, GetFiguresRequest, GetOverviewRequest, Grouping,
    ListDefinitionsRequest, ListFigureCasesRequest,
};
use subscription::Log;
use tonic::Code;

use crate::bureau::{self, Bureau, here, reader, refusal};

async fn filled() -> Bureau {
    let bureau = bureau::open("2026-11-22T09:00:00+08:00").await;
    let events = synthetic::cases(41, 400, 15, "2026-01-20".parse().unwrap());
    bureau
        .hear(&here(Log::Cases), &Told::new(events, 2_000))
        .await;
    bureau
}

#[tokio::test]
async fn what_does_not_fit_is_refused_by_its_field_in_chinese() {
    let bureau = filled().await;
    let blank = FigureFilter::default;
    let none = Grouping::Unspecified;
    let mut cases: Vec<(&[&str], FigureFilter, Grouping, &str, &str)> = vec![
        (&[], blank(), none, "MALFORMED_FIELD", "1至50项"),
        (&["no.such"], blank(), none, "MALFORMED_FIELD", "指标编号"),
        (
            &["cases.open", "cases.open"],
            blank(),
            none,
            "MALFORMED_FIELD",
            "重复",
        ),
        (
            &["cases.open"],
            blank(),
            Grouping::Day,
            "FIGURE_NOT_GROUPED_SO",
            "当前数",
        ),
        (
            &["cases.opened"],
            blank(),
            Grouping::Step,
            "FIGURE_NOT_GROUPED_SO",
            "该分组方式",
        ),
        (
            &["warnings.open"],
            blank(),
            Grouping::Kind,
            "FIGURE_NOT_GROUPED_SO",
            "程序种类",
        ),
        (
            &["cases.opened"],
            blank(),
            Grouping::Day,
            "MALFORMED_FIELD",
            "400日",
        ),
    ];
    let filters = [
        (
            FigureFilter {
                domain: "magic".into(),
                ..blank()
            },
            "MALFORMED_FIELD",
            "执法领域",
        ),
        (
            FigureFilter {
                step: "MAGIC".into(),
                ..blank()
            },
            "MALFORMED_FIELD",
            "步骤",
        ),
        (
            FigureFilter {
                step: "FILED".into(),
                ..blank()
            },
            "FIGURE_NOT_GROUPED_SO",
            "办理步骤",
        ),
        (
            FigureFilter {
                division: "3".into(),
                ..blank()
            },
            "MALFORMED_FIELD",
            "行政区划代码",
        ),
        (
            FigureFilter {
                from_date: "2026-2-1".into(),
                ..blank()
            },
            "MALFORMED_FIELD",
            "形式的日期",
        ),
        (
            FigureFilter {
                from_date: "2026-02-02".into(),
                to_date: "2026-02-01".into(),
                ..blank()
            },
            "MALFORMED_FIELD",
            "早于开始日期",
        ),
        (
            FigureFilter {
                procedure: 9,
                ..blank()
            },
            "MALFORMED_FIELD",
            "程序",
        ),
    ];
    for (filter, reason, words) in filters {
        cases.push((&["cases.opened"], filter, none, reason, words));
    }
    for (ids, filter, grouping, reason, words) in cases {
        let case = format!("{ids:?} {filter:?} {grouping:?}");
        let refused = bureau
            .try_figures(&reader("35"), ids, filter, grouping)
            .await
            .unwrap_err();
        assert_eq!(refused.code(), Code::InvalidArgument, "{case}");
        let (given, text) = refusal(&refused);
        assert_eq!(given, reason, "{case}: {text}");
        let fields = format!("{:?}", tonic_types::StatusExt::get_error_details(&refused));
        assert!(
            text.contains(words) || fields.contains(words),
            "{case}: {text}"
        );
    }
    bureau.close().await;
}

#[tokio::test]
async fn a_division_that_is_not_the_callers_is_not_there() {
    let bureau = filled().await;
    for (own, asked) in [
        ("3506", "35"),
        ("3506", "3507"),
        ("350604", "350681"),
        ("", "35"),
    ] {
        let filter = FigureFilter {
            division: asked.to_owned(),
            ..FigureFilter::default()
        };
        let refused = bureau
            .try_figures(
                &reader(own),
                &["cases.opened"],
                filter,
                Grouping::Unspecified,
            )
            .await
            .unwrap_err();
        assert_eq!(refused.code(), Code::NotFound, "{own} {asked}");
        assert_eq!(refusal(&refused).1, "未找到该行政区划，或者您无权查看");
    }
    bureau.close().await;
}

#[tokio::test]
async fn without_the_permission_nothing_is_told_even_past_the_gateway() {
    let bureau = filled().await;
    let nobody = testkit::actor::person("o-lin", "a", "35", &["cases.read"]);
    let mut client = bureau.client.clone();
    let list = bureau.test.request(&nobody, ListDefinitionsRequest {});
    let get = bureau.test.request(&nobody, GetFiguresRequest::default());
    let rows = bureau
        .test
        .request(&nobody, ListFigureCasesRequest::default());
    let overview = bureau.test.request(&nobody, GetOverviewRequest::default());
    let export = bureau
        .test
        .request(&nobody, ExportFiguresRequest::default());
    let codes = [
        client.list_definitions(list).await.unwrap_err().code(),
        client.get_figures(get).await.unwrap_err().code(),
        client.list_figure_cases(rows).await.unwrap_err().code(),
        client.get_overview(overview).await.unwrap_err().code(),
        client.export_figures(export).await.unwrap_err().code(),
    ];
    assert_eq!(codes, [Code::PermissionDenied; 5]);
    let integrator = testkit::actor::service("cockpit", &["analytics.read"]);
    assert!(bureau.figure(&integrator, "cases.opened").await.value > 0);
    bureau.close().await;
}

#[tokio::test]
async fn a_table_for_a_spreadsheet_holds_the_same_figures() {
    let bureau = filled().await;
    let caller = reader("35");
    let request = ExportFiguresRequest {
        definition_ids: vec!["cases.opened".to_owned(), "fines.paid".to_owned()],
        filter: None,
        grouping: Grouping::Line.into(),
    };
    let request = bureau.test.request(&caller, request);
    let answer = bureau.client.clone().export_figures(request).await;
    let csv = answer.unwrap().into_inner().csv;
    let figures = bureau
        .figures(
            &caller,
            &["cases.opened", "fines.paid"],
            FigureFilter::default(),
            Grouping::Line,
        )
        .await;
    assert!(csv.starts_with('\u{feff}'));
    assert_eq!(csv.matches("\r\n").count(), figures.len() + 1);
    for figure in figures {
        let cells = format!("{},{},{},", figure.group, figure.group_name, figure.text);
        assert!(csv.contains(&cells), "{cells}");
    }
    bureau.close().await;
}
