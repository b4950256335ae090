//! Words for the values of enumerations.

use contract::elements::v1 as proto;

use super::super::table::Word;

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident: $enum:ident { $($word:literal = $value:ident,)* })*) => {
        $($(#[$doc])* pub(super) const $name: &[Word] = &[$(($word, proto::$enum::$value as i32)),*];)*
    };
}

words! {
    AGENCY_KINDS: AgencyKind {
        "法定行政机关" = Statutory,
        "授权组织" = Authorised,
        "受委托组织" = Entrusted,
    }
    DOMAINS: Domain {
        "市场监管" = MarketSupervision,
        "农业" = Agriculture,
        "住建城管" = Housing,
        "交通" = Transport,
        "医保" = MedicalInsurance,
        "生态环境" = Environment,
        "治安" = PublicSecurity,
        "消防应急" = FireSafety,
    }
    LEVELS: Level {
        "省级" = Province,
        "市级" = City,
        "县级" = County,
        "乡级" = Town,
    }
    REVIEW_RESULTS: ReviewResult {
        "合格" = Passed,
        "不合格" = Failed,
    }
    CERTIFICATE_STATES: CertificateState {
        "有效" = Valid,
        "暂扣" = Suspended,
        "吊销" = Revoked,
    }
    CERTIFICATE_KINDS: CertificateKind {
        "行政执法证" = Enforcement,
        "行政执法监督证" = Supervision,
        "国务院部门执法证件" = Ministry,
    }
    PARTY_KINDS: PartyKind {
        "自然人" = Person,
        "个体工商户" = IndividualBusiness,
        "法人或者其他组织" = Organisation,
        "未登记组织" = Unregistered,
    }
    ASSET_KINDS: AssetKind {
        "场所" = Place,
        "车辆" = Vehicle,
        "船舶" = Vessel,
        "设备" = Equipment,
    }
    ITEM_KINDS: ItemKind {
        "行政检查" = Inspection,
        "行政处罚" = Penalty,
        "行政强制" = Compulsion,
    }
    PROCEDURES: ItemProcedure {
        "简易程序" = Summary,
        "快速办理" = Fast,
        "普通程序" = Ordinary,
    }
    MEANS: CompulsionMeans {
        "查封" = Seal,
        "扣押" = Seize,
        "冻结" = Freeze,
        "其他强制措施" = OtherMeasure,
        "划拨" = Transfer,
        "拍卖" = Auction,
        "排除妨碍" = ClearObstruction,
        "恢复原状" = Restore,
        "强制拆除" = Demolish,
        "代履行" = Substitute,
        "其他强制执行" = OtherExecution,
    }
    FACTOR_KINDS: FactorKind {
        "不予处罚" = NoPenalty,
        "减轻" = Mitigated,
        "从轻" = Lighter,
        "从重" = Heavier,
    }
    INSTRUMENT_KINDS: InstrumentKind {
        "赋权" = Grant,
        "相对集中行政处罚权" = Concentration,
        "委托" = Entrustment,
    }
    UNITS: ParameterUnit {
        "工作日" = WorkingDays,
        "日" = Days,
        "小时" = Hours,
        "分" = Fen,
        "个月" = Months,
        "次" = Times,
        "千分比" = Permille,
    }
    DIRECTIONS: ParameterDirection {
        "不得少于" = Minimum,
        "不得多于" = Maximum,
        "不得变更" = Equal,
    }
    LENIENCY_KINDS: LeniencyKind {
        "不予处罚" = NoPenalty,
        "从轻处罚" = Lighter,
        "减轻处罚" = Mitigated,
        "免予行政强制" = NoCompulsion,
    }
    DEMANDS: NormDemand {
        "必填" = Filled,
        "限定取值" = OneOf,
    }
    REGISTRIES: Registry {
        "执法主体" = Agency,
        "执法人员" = Officer,
        "执法证件" = Certificate,
        "岗位与派驻" = Posting,
        "检查对象" = Party,
        "执法事项" = Item,
        "执法依据" = Law,
        "行政区划" = Division,
        "裁量基准" = Standard,
        "典型案例" = TypicalCase,
        "执法文书" = Template,
        "赋权、委托文书" = Instrument,
        "事项认领" = Claim,
        "参数包" = ParameterPack,
        "四张清单" = LeniencyList,
        "非税项目对照" = RevenueMapping,
        "节假日安排" = HolidayCalendar,
        "综合查一次场景" = Scene,
        "试点开关" = Feature,
        "业务规范" = Norm,
    }
}
