//! The product as a client sees it: signing in at the gateway and calling its services.

use anyhow::Context as _;
use contract::analytics::v1::analytics_service_client::AnalyticsServiceClient;
use contract::cases::v1::case_service_client::CaseServiceClient;
use contract::cases::v1::document_service_client::DocumentServiceClient;
use contract::cases::v1::decision_service_client::DecisionServiceClient;
use contract::cases::v1::discretion_service_client::DiscretionServiceClient;
use contract::cases::v1::inspection_service_client::InspectionServiceClient;
use contract::cases::v1::penalty_service_client::PenaltyServiceClient;
use contract::disclosure::v1::disclosure_service_client::DisclosureServiceClient;
use contract::elements::v1::change_service_client::ChangeServiceClient;
use contract::elements::v1::competence_service_client::CompetenceServiceClient;
use contract::elements::v1::element_service_client::ElementServiceClient;
use contract::elements::v1::find_service_client::FindServiceClient;
use contract::exchange::v1::exchange_service_client::ExchangeServiceClient;
use contract::identity::v1::audit_service_client::AuditServiceClient;
use contract::identity::v1::session_service_client::SessionServiceClient;
use contract::identity::v1::{SignInRequest, Tokens};
use contract::supervision::v1::supervision_service_client::SupervisionServiceClient;
use tonic::metadata::AsciiMetadataValue;
use tonic::service::interceptor::InterceptedService;
use tonic::transport::{Channel, Endpoint};
use tonic::{Request, Status};
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_check_response::ServingStatus;
use tonic_health::pb::health_client::HealthClient;

use crate::Part;

/// A channel that sends the token of one signed-in account.
pub type SignedIn = InterceptedService<Channel, Bearer>;

/// Adds the access token to every call.
#[derive(Debug, Clone)]
pub struct Bearer(AsciiMetadataValue);

impl tonic::service::Interceptor for Bearer {
    fn call(&mut self, mut request: Request<()>) -> Result<Request<()>, Status> {
        request
            .metadata_mut()
            .insert("authorization", self.0.clone());
        Ok(request)
    }
}

/// One account, signed in.
#[derive(Debug, Clone)]
pub struct Client {
    channel: Channel,
    bearer: Bearer,
    /// Its tokens.
    pub tokens: Tokens,
}

impl Client {
    /// Signs in with password and one-time code.
    pub async fn sign_in(
        channel: Channel,
        username: &str,
        password: &str,
        one_time_code: String,
    ) -> Result<Self, Status> {
        let request = SignInRequest {
            username: username.to_owned(),
            password: password.to_owned(),
            one_time_code,
        };
        let answer = SessionServiceClient::new(channel.clone())
            .sign_in(request)
            .await?
            .into_inner();
        let tokens = answer.tokens.ok_or_else(|| Status::internal("no tokens"))?;
        Self::with_tokens(channel, tokens)
    }

    /// An account whose tokens are already at hand.
    pub fn with_tokens(channel: Channel, tokens: Tokens) -> Result<Self, Status> {
        let value = AsciiMetadataValue::try_from(format!("Bearer {}", tokens.access_token))
            .map_err(|_| Status::internal("the token is no header"))?;
        Ok(Self {
            channel,
            bearer: Bearer(value),
            tokens,
        })
    }

    /// What any other service's client is made of.
    pub fn service(&self) -> SignedIn {
        InterceptedService::new(self.channel.clone(), self.bearer.clone())
    }

    /// Reading cases.
    pub fn cases(&self) -> CaseServiceClient<SignedIn> {
        CaseServiceClient::with_interceptor(self.channel.clone(), self.bearer.clone())
            .max_decoding_message_size(16 * 1024 * 1024)
    }

    /// Documents of cases.
    pub fn documents(&self) -> DocumentServiceClient<SignedIn> {
        DocumentServiceClient::with_interceptor(self.channel.clone(), self.bearer.clone())
            .max_decoding_message_size(16 * 1024 * 1024)
    }

    /// Inspections.
    pub fn inspections(&self) -> InspectionServiceClient<SignedIn> {
        InspectionServiceClient::with_interceptor(self.channel.clone(), self.bearer.clone())
    }

    /// Ordinary penalties.
    pub fn penalties(&self) -> PenaltyServiceClient<SignedIn> {
        PenaltyServiceClient::with_interceptor(self.channel.clone(), self.bearer.clone())
    }

    /// What stands around a decision, from the legal review to the archive.
    pub fn decisions(&self) -> DecisionServiceClient<SignedIn> {
        DecisionServiceClient::with_interceptor(self.channel.clone(), self.bearer.clone())
    }

    /// Weighing fines.
    pub fn discretion(&self) -> DiscretionServiceClient<SignedIn> {
        DiscretionServiceClient::with_interceptor(self.channel.clone(), self.bearer.clone())
    }

    /// The element centre.
    pub fn elements(&self) -> ElementServiceClient<SignedIn> {
        ElementServiceClient::with_interceptor(self.channel.clone(), self.bearer.clone())
            .max_decoding_message_size(16 * 1024 * 1024)
    }

    /// Changes of elements: what one person proposes and another publishes.
    pub fn changes(&self) -> ChangeServiceClient<SignedIn> {
        ChangeServiceClient::with_interceptor(self.channel.clone(), self.bearer.clone())
            .max_decoding_message_size(16 * 1024 * 1024)
    }

    /// Finding elements by words and citations.
    pub fn find(&self) -> FindServiceClient<SignedIn> {
        FindServiceClient::with_interceptor(self.channel.clone(), self.bearer.clone())
    }

    /// Who is competent, and with which numbers.
    pub fn competence(&self) -> CompetenceServiceClient<SignedIn> {
        CompetenceServiceClient::with_interceptor(self.channel.clone(), self.bearer.clone())
    }

    /// The account's own session.
    pub fn session(&self) -> SessionServiceClient<SignedIn> {
        SessionServiceClient::with_interceptor(self.channel.clone(), self.bearer.clone())
    }

    /// The audit log.
    pub fn audit(&self) -> AuditServiceClient<SignedIn> {
        AuditServiceClient::with_interceptor(self.channel.clone(), self.bearer.clone())
    }

    /// Supervision.
    pub fn supervision(&self) -> SupervisionServiceClient<SignedIn> {
        SupervisionServiceClient::with_interceptor(self.channel.clone(), self.bearer.clone())
    }

    /// Disclosure, as the staff sees it.
    pub fn disclosure(&self) -> DisclosureServiceClient<SignedIn> {
        DisclosureServiceClient::with_interceptor(self.channel.clone(), self.bearer.clone())
    }

    /// Figures.
    pub fn analytics(&self) -> AnalyticsServiceClient<SignedIn> {
        AnalyticsServiceClient::with_interceptor(self.channel.clone(), self.bearer.clone())
    }

    /// Exchange with other deployments.
    pub fn exchange(&self) -> ExchangeServiceClient<SignedIn> {
        ExchangeServiceClient::with_interceptor(self.channel.clone(), self.bearer.clone())
    }

    /// The channel to the gateway, without the account's token.
    pub fn channel(&self) -> Channel {
        self.channel.clone()
    }
}

/// Whether a service behind the gateway says that it can do its work.
pub async fn is_serving(channel: Channel, part: Part) -> bool {
    let service = match part {
        Part::Gateway => String::new(),
        Part::Elements => part.package() + ".ElementService",
        Part::Cases => part.package() + ".CaseService",
        Part::Supervision => part.package() + ".SupervisionService",
        Part::Disclosure => part.package() + ".DisclosureService",
        Part::Analytics => part.package() + ".AnalyticsService",
        Part::Exchange => part.package() + ".ExchangeService",
    };
    let asked = HealthClient::new(channel)
        .check(HealthCheckRequest { service })
        .await;
    asked.is_ok_and(|answer| answer.into_inner().status() == ServingStatus::Serving)
}

/// A channel to the gateway at `address`, e.g. `http://127.0.0.1:8080`.
pub async fn connect(address: &str) -> anyhow::Result<Channel> {
    Endpoint::from_shared(address.to_owned())
        .context("the address cannot be read")?
        .connect()
        .await
        .with_context(|| format!("nothing answers at {address}: start the product with `make run`"))
}
